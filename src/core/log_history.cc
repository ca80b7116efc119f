/*
 * \brief  Latest lines of the log
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/log_history.h>

#include <algorithm>

using namespace Core;


void Log_history::append(std::string const &line)
{
	using namespace std::chrono;

	auto const now = duration_cast<microseconds>(system_clock::now().time_since_epoch());

	std::lock_guard const guard(_mutex);

	_lines.push_back({ ++_count, uint64_t(now.count()), line.substr(0, MAX_LINE) });
	_size += _lines.back().text.size() + OVERHEAD;

	while (_size > CAPACITY) {
		_size -= _lines.front().text.size() + OVERHEAD;
		_lines.pop_front();
	}
	_appended.notify_all();
}


std::vector<Log_history::Line> Log_history::lines(uint64_t after, std::chrono::milliseconds wait)
{
	std::unique_lock lock(_mutex);

	_appended.wait_for(lock, wait, [&] { return _closed || _count > after; });

	auto const first = std::ranges::upper_bound(_lines, after, { }, &Line::number);

	return { first, _lines.end() };
}


void Log_history::close()
{
	std::lock_guard const guard(_mutex);

	_closed = true;
	_appended.notify_all();
}
