/*
 * \brief  Destination of log messages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/log_sink.h>
#include <kernel/printable.h>

using namespace Core;


Log_sink::Log_sink(Writer writer)
:
	_writer(std::move(writer)), _thread([this] { _run(); })
{ }


Log_sink::~Log_sink()
{
	{
		std::lock_guard const guard(_mutex);
		_stop = true;
		_changed.notify_all();
	}
	_thread.join();
}


std::string Log_sink::_take(std::unique_lock<std::mutex> &)
{
	std::string text;

	if (_lost)
		text = "[core] " + std::to_string(_lost) + " log lines lost because the output is blocked\n";
	_lost = 0;

	while (!_lines.empty() && text.size() < PORTION) {
		text  += _lines.front() + "\n";
		_size -= _size_of(_lines.front());
		_lines.pop_front();
	}
	return text;
}


void Log_sink::_run()
{
	std::unique_lock lock(_mutex);

	for (;;) {
		if (_lines.empty()) {
			_idle = true;
			_changed.notify_all();
			if (_stop)
				return;
			_changed.wait(lock);
			continue;
		}
		_idle = false;

		std::string const text = _take(lock);
		lock.unlock();
		_writer(text);
		lock.lock();
	}
}


void Log_sink::write(std::string const &text)
{
	std::string line = Kernel::printable(text);

	_history.append(line);

	std::lock_guard const guard(_mutex);

	_size += _size_of(line);
	_lines.push_back(std::move(line));

	while (_size > CAPACITY) {
		_size -= _size_of(_lines.front());
		_lines.pop_front();
		_lost++;
	}
	_changed.notify_all();
}


void Log_sink::flush()
{
	std::unique_lock lock(_mutex);
	_changed.wait(lock, [&] { return _lines.empty() && _idle; });
}
