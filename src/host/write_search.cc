/*
 * \brief  Search for what a process wrote, by several threads
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/system_error.h>
#include <host/write_search.h>
#include <kernel/abi/layout.h>

using namespace Host;


Write_search::Write_search(Process &process) : _process(process)
{
	/* mappings that come until the search begins */
	constexpr size_t SPARE_PIECES = 16;

	/* what few pages consist of, for each thread */
	constexpr size_t SPARE_PARTS = 1024;

	std::lock_guard const guard(process._writes_mutex);

	(void)_current_pieces();
	process._search_area.reserve(SPARE_PIECES);

	for (size_t thread = 0; thread < Known_writes::MAX_THREADS; thread++)
		process._known_writes.found(thread).reserve(SPARE_PARTS);
}


Write_search::Pieces const &Write_search::_current_pieces() const
{
	return _process._search_area.pieces(_process._writeable, _process._dormancy);
}


void Write_search::begin(Write_tracker::Renewal renewal)
{
	_guard = std::unique_lock(_process._writes_mutex);

	_rest  = Rest { };
	_known = State::NOTHING;

	if (_process._writeable.empty() || !_process._env.tracking)
		return;

	if (!_process._tracking)
		_process._start_tracking();

	if (!_process._tracker)
		return;

	/* what is written from now on, this search may miss, but not the number of faults */
	_faults  = _process._page_faults();
	_known   = _process._known_writes.state(_faults);
	_renewal = renewal;
	_renews  = _process._tracker->renews(renewal);

	if (_known == State::NOTHING || (_known == State::SAME && !_renews))
		return;

	_known = State::UNKNOWN;
	_process._known_writes.forget();

	_pieces = &_current_pieces();
	_rest   = Rest { 0, uint32_t(_pieces->size()) };
	_process._tracker->begin_report(renewal);
}


std::chrono::nanoseconds Write_search::expected_time() const
{
	Rest   const rest = _rest;
	size_t       size = 0;

	for (uint32_t i = rest.first; i < rest.end; i++)
		size += (*_pieces)[i].size;

	return PAGE_TIME*(size/Kernel::Abi::PAGE_SIZE);
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

	return &(*_pieces)[from == From::START ? rest.first : left.end];
}


void Write_search::execute(From from)
{
	Known_writes::Found &found = _process._known_writes.found(size_t(from));

	auto add = [&] (uint64_t offset, uint64_t size) { found.parts.push_back({ offset, size }); };

	while (Piece const * const piece = _take(from)) {

		Dormancy::Record record(_process._dormancy, piece->addr);

		try {
			_process._tracker->report(piece->addr, piece->size, [&] (uint64_t addr, uint64_t size) {
				record.written(addr, size);
				found.ranges.push_back({ addr, size });
				_process._writeable.for_each(addr, size, add); });
		}

		/* the process may have died, or there is no memory for what was found */
		catch (std::exception const &) { _failed = true; }
	}
}


void Write_search::_finish_report()
{
	try { _process._tracker->end_report(); }
	catch (System_error const &) { _failed = true; }

	if (_failed)
		_process._tracker.reset();
	else
		_process._known_writes.searched(_faults, _renews);
}


void Write_search::finish(Parts &parts)
{
	Known_writes &known = _process._known_writes;

	if (_process._tracker && _known == State::UNKNOWN)
		_finish_report();

	if (_known == State::SAME && _renewal != Renewal::NONE) {
		_process._tracker->repeat_report();
		known.repeat();
	}

	if (!_process._tracker && _process._env.tracking)
		_process._writeable.for_each(0, ~0ull, [&] (uint64_t offset, uint64_t size) {
			parts.push_back({ offset, size }); });

	else if (_known != State::NOTHING)
		known.for_each_part([&] (Part const &part) { parts.push_back(part); });

	_guard.unlock();
}


Write_search::Parts Write_search::found(Process &process, Write_tracker::Renewal renewal)
{
	Parts        result { };
	Write_search search(process);

	search.begin(renewal);
	search.execute(From::START);
	search.finish(result);
	return result;
}
