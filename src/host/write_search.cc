/*
 * \brief  Search for what a process wrote, by several threads
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <host/system_error.h>
#include <host/write_search.h>

using namespace Host;


Write_search::Write_search(Process &process) : _process(process)
{
	/* mappings that come until the search begins */
	constexpr size_t SPARE_PIECES = 16;

	std::lock_guard const guard(process._writes_mutex);

	_add_pieces();
	_pieces.reserve(_pieces.size() + SPARE_PIECES);
}


void Write_search::_add_pieces()
{
	_pieces.clear();
	_process._writeable.for_each_range([&] (uint64_t addr, uint64_t size) { _add(addr, size); });
}


void Write_search::begin(Write_tracker::Renewal renewal)
{
	_guard = std::unique_lock(_process._writes_mutex);

	_pieces.clear();

	if (_process._writeable.empty() || !_process._env.tracking)
		return;

	if (!_process._tracking)
		_process._start_tracking();

	if (!_process._tracker)
		return;

	_add_pieces();
	_process._tracker->begin_report(renewal);
}


/*
 * Small mappings are searched together, along with what is between them
 */
void Write_search::_add(uint64_t addr, uint64_t size)
{
	uint64_t const end = addr + size;

	if (!_pieces.empty() && end - _pieces.back().addr <= PIECE_SIZE) {
		_pieces.back().size = end - _pieces.back().addr;
		return;
	}
	for (; addr < end; addr += PIECE_SIZE)
		_pieces.push_back({ addr, std::min(PIECE_SIZE, end - addr) });
}


void Write_search::execute(Parts &parts)
{
	auto add = [&] (uint64_t offset, uint64_t size) { parts.push_back({ offset, size }); };

	for (size_t i; (i = _next++) < _pieces.size(); ) {

		Piece const &piece = _pieces[i];

		try {
			_process._tracker->report(piece.addr, piece.size, [&] (uint64_t addr, uint64_t size) {
				_process._writeable.for_each(addr, size, add); });
		}

		/* the process may have died, or there is no memory for 'parts' */
		catch (std::exception const &) { _failed = true; }
	}
}


void Write_search::finish(Parts &parts)
{
	if (_process._tracker) {
		try { _process._tracker->end_report(); }
		catch (System_error const &) { _failed = true; }
	}

	if (_failed)
		_process._tracker.reset();

	if (!_process._tracker && _process._env.tracking)
		_process._writeable.for_each(0, ~0ull, [&] (uint64_t offset, uint64_t size) {
			parts.push_back({ offset, size }); });

	_guard.unlock();
}


Write_search::Parts Write_search::found(Process &process, Write_tracker::Renewal renewal)
{
	Parts        result { };
	Write_search search(process);

	search.begin(renewal);
	search.execute(result);
	search.finish(result);
	return result;
}
