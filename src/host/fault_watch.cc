/*
 * \brief  Whether threads of a process had page faults
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <host/fault_watch.h>
#include <host/system_error.h>

using namespace Host;


Fault_watch::Fault_watch(int pid) : _pid(pid), _process(pid) { }


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
bool Fault_watch::_look_at_each(std::span<Thread * const> threads)
{
	try {
		return std::ranges::all_of(threads, [&] (Thread * const thread) { return _look_at(*thread); });
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
	std::array<Thread *, MAX_COUNTERS> awake { };
	size_t                             num_awake = 0;

	/* a thread whose ID is not known yet may have been created nevertheless */
	bool sum = _threads.size() <= FEW_THREADS;

	for (Thread &thread : _threads) {

		auto const rest = thread.carrier->rest();

		if (rest && rest == thread.rest)
			continue;

		thread.rest = rest;
		sum |= thread.carrier->thread_id() == 0;

		if (num_awake < MAX_COUNTERS)
			awake[num_awake] = &thread;
		num_awake++;
	}

	if (num_awake > MAX_COUNTERS)
		_sums_left = SUM_PERIOD;

	else if (_sums_left)
		_sums_left--;

	bool const told = !num_awake || (sum || _sums_left ? _look_at_sum()
	                                                   : _look_at_each(std::span(awake).first(num_awake)));

	if (told)
		return _changes;

	/* threads that are at rest by now may not have been looked at */
	_changes++;
	return std::nullopt;
}
