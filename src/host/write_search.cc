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

	auto add = [&] (uint64_t addr, uint64_t size) { _add(addr, size); };

	_process._writeable.for_each_range([&] (uint64_t addr, uint64_t size) {
		_process._dormancy.for_each_awake(addr, size, add); });
}


bool Write_search::_unwritten() const
{
	return _process._protected_faults && _process._protected_faults == _process._num_faults();
}


void Write_search::begin(Write_tracker::Renewal renewal)
{
	_guard = std::unique_lock(_process._writes_mutex);

	_pieces.clear();
	_rest   = Rest { };
	_needed = false;

	if (_process._writeable.empty() || !_process._env.tracking)
		return;

	if (!_process._tracking)
		_process._start_tracking();

	if (!_process._tracker || _unwritten())
		return;

	/* what is written from now on, this search may miss, but not the count */
	_needed = true;
	_faults = renewal == Write_tracker::Renewal::FULL ? _process._num_faults() : std::nullopt;

	_process._protected_faults.reset();

	_add_pieces();
	_rest = Rest { 0, uint32_t(_pieces.size()) };
	_process._tracker->begin_report(renewal);
}


/*
 * Small mappings are searched together, along with what is between them, unless
 * there is much that the search is supposed to leave out
 */
bool Write_search::_joins(uint64_t addr, uint64_t end) const
{
	if (_pieces.empty() || end - _pieces.back().addr > PIECE_SIZE)
		return false;

	uint64_t const gap = addr - (_pieces.back().addr + _pieces.back().size);

	return gap < 2*Dormancy::PART_SIZE || !_process._dormancy.num_dormant();
}


void Write_search::_add(uint64_t addr, uint64_t size)
{
	uint64_t const end = addr + size;

	if (_joins(addr, end)) {
		_pieces.back().size = end - _pieces.back().addr;
		return;
	}
	for (; addr < end; addr += PIECE_SIZE)
		_pieces.push_back({ addr, std::min(PIECE_SIZE, end - addr) });
}


Write_search::Piece const *Write_search::_take(From from)
{
	Rest rest = _rest, left { };
	do {
		if (rest.first == rest.end)
			return nullptr;

		left = from == From::START ? Rest { rest.first + 1, rest.end }
		                           : Rest { rest.first, rest.end - 1 };
	} while (!_rest.compare_exchange_weak(rest, left));

	return &_pieces[from == From::START ? rest.first : left.end];
}


void Write_search::execute(Parts &parts, From from)
{
	auto add = [&] (uint64_t offset, uint64_t size) { parts.push_back({ offset, size }); };

	while (Piece const * const piece = _take(from)) {

		Dormancy::Record record(_process._dormancy, piece->addr);

		try {
			_process._tracker->report(piece->addr, piece->size, [&] (uint64_t addr, uint64_t size) {
				record.written(addr, size);
				_process._writeable.for_each(addr, size, add); });
		}

		/* the process may have died, or there is no memory for 'parts' */
		catch (std::exception const &) { _failed = true; }
	}
}


void Write_search::finish(Parts &parts)
{
	if (_needed && _process._tracker) {
		try { _process._tracker->end_report(); }
		catch (System_error const &) { _failed = true; }
	}

	if (_failed)
		_process._tracker.reset();

	if (!_process._tracker && _process._env.tracking)
		_process._writeable.for_each(0, ~0ull, [&] (uint64_t offset, uint64_t size) {
			parts.push_back({ offset, size }); });

	if (_needed && _process._tracker)
		_process._protected_faults = _faults;

	_guard.unlock();
}


Write_search::Parts Write_search::found(Process &process, Write_tracker::Renewal renewal)
{
	Parts        result { };
	Write_search search(process);

	search.begin(renewal);
	search.execute(result, From::START);
	search.finish(result);
	return result;
}
