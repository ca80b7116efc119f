/*
 * \brief  Whether threads of a process had page faults
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <utility>

#include <host/fault_watch.h>
#include <host/system_error.h>

using namespace Host;


Fault_watch::Fault_watch(int pid, Activity &activity)
: _pid(pid), _activity(activity), _process(pid) { }


/*
 * The memory for a look is obtained here, as it may take place during a pause
 */
void Fault_watch::add(Carrier const &carrier)
{
	if (_positions.size() <= carrier.index())
		_positions.resize(carrier.index() + 1);

	_positions[carrier.index()] = uint32_t(_threads.size());
	_threads.push_back({ &carrier });

	_awake.reserve(_threads.capacity());
	_candidates.reserve(_threads.capacity());

	_unsettled = true;
}


/*
 * Return true if the thread has not gone on since it was asked the last time
 */
bool Fault_watch::_rests(Thread &thread) const
{
	auto const rest = thread.carrier->rest();

	bool const same = rest && rest == thread.rest;

	thread.rest = rest;
	return same;
}


/*
 * \return  false if further threads may go on
 */
bool Fault_watch::_find_candidates()
{
	_candidates.clear();

	auto add = [&] (uint32_t position) {
		if (!std::exchange(_threads[position].candidate, true))
			_candidates.push_back(position); };

	std::ranges::for_each(_awake, add);

	return _activity.take_stirred([&] (unsigned index) {
		if (index < _positions.size())
			add(_positions[index]); });
}


/*
 * Return true if the thread is known to have woken up nobody since the last time, and
 * not to be about to do so
 */
bool Fault_watch::_gave_none(Thread &thread) const
{
	auto const given = thread.carrier->wakeups_given();

	bool const same = given && given == thread.given;

	thread.given = given;
	return same;
}


/*
 * What lets a thread go on is looked at before the states of the threads are: if it
 * takes place in between, it is noticed the next time.
 */
void Fault_watch::_find_awake()
{
	bool const settled     = _find_candidates();
	bool const was_settled = !std::exchange(_unsettled, !settled);

	bool calm = settled && was_settled;

	for (uint32_t const i : _candidates)
		calm &= _gave_none(_threads[i]);

	_awake.clear();

	if (calm) {
		for (uint32_t const i : _candidates)
			if (!_rests(_threads[i]))
				_awake.push_back(i);
	} else {
		for (uint32_t i = 0; i < _threads.size(); i++) {

			if (_rests(_threads[i]))
				continue;

			_awake.push_back(i);

			/* whom it has woken up since it was looked at as a candidate is not known */
			if (!_threads[i].candidate)
				_threads[i].given.reset();
		}
	}

	for (uint32_t const i : _candidates)
		_threads[i].candidate = false;
}


/*
 * Threads that run in turn have descriptors for the time being
 */
Fault_count const &Fault_watch::_counter(Carrier const &carrier)
{
	for (std::optional<Counter> const &counter : _counters)
		if (counter && counter->carrier == &carrier)
			return counter->count;

	std::optional<Counter> &counter = _counters[_next_counter++ % MAX_COUNTERS];

	counter.reset();
	counter.emplace(Counter { &carrier, Fault_count(_pid, carrier.thread_id()) });
	return counter->count;
}


/*
 * \return  false if the host does not tell
 */
bool Fault_watch::_look_at(Thread &thread)
{
	auto const faults = _counter(*thread.carrier).value();

	if (faults != thread.faults)
		_changes++;

	thread.faults = faults;
	return faults.has_value();
}


bool Fault_watch::_look_at_sum()
{
	auto const faults = _process.value();

	if (faults != _process_faults)
		_changes++;

	_process_faults = faults;
	return faults.has_value();
}


/*
 * \return  false if the host does not tell
 */
bool Fault_watch::_look_at_each()
{
	try {
		return std::ranges::all_of(_awake, [&] (uint32_t const i) { return _look_at(_threads[i]); });
	}
	/* e.g., there are no descriptors left */
	catch (System_error const &) { return _look_at_sum(); }
}


/*
 * As long as nobody runs, neither the counts nor the sum change. The state of rest
 * is obtained first: if the thread has gone on by then, it is another one the next time.
 */
std::optional<uint64_t> Fault_watch::changes()
{
	_find_awake();

	/* a thread whose ID is not known yet may have been created nevertheless */
	bool const sum = _threads.size() <= FEW_THREADS
	              || std::ranges::any_of(_awake, [&] (uint32_t const i) {
	                 	return _threads[i].carrier->thread_id() == 0; });

	if (_awake.size() > MAX_COUNTERS)
		_sums_left = SUM_PERIOD;

	else if (_sums_left)
		_sums_left--;

	bool const told = _awake.empty() || (sum || _sums_left ? _look_at_sum() : _look_at_each());

	if (told)
		return _changes;

	/* threads that are at rest by now may not have been looked at */
	_changes++;
	return std::nullopt;
}
