/*
 * \brief  Writer of snapshots beside a measurement
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/persister.h>

#include <cli/snapshot_series.h>

using namespace Bench;


namespace {

	using Clock = std::chrono::steady_clock;

	constexpr std::chrono::milliseconds INTERVAL { 100 };

	constexpr size_t KEEP = 3;

	/* the component may not have started yet */
	bool early(Control::Request_failed const &failed)
	{
		return failed.code == Control::Error_code::UNKNOWN_COMPONENT
		    || failed.code == Control::Error_code::WRONG_STATE;
	}
}


Persister::Persister(Context const &context, System &system, std::string const &label)
:
	_client(system.connect()), _workspace(context.snapshots.file("")), _label(label),
	_thread([this] {
		try { _run(); }
		catch (...) { _failure = std::current_exception(); }
	})
{ }


Persister::~Persister()
{
	if (_thread.joinable())
		try { stop(); } catch (...) { /* there is another reason to end already */ }
}


/*
 * Return false if it is time to end
 */
bool Persister::_wait(Clock::time_point end)
{
	std::unique_lock lock(_mutex);

	return !_changed.wait_until(lock, end, [&] { return _stop; });
}


void Persister::_run()
{
	Cli::Snapshot_series series(_workspace.file("store"), { }, KEEP);

	auto const max_age_us = uint64_t(std::chrono::microseconds(INTERVAL).count());

	for (auto due = Clock::now(); _wait(due); due = std::max(due + INTERVAL, Clock::now())) {
		try {
			if (!series.advance(_client, { _label }, { .max_age_us = max_age_us }))
				continue;

			series.tidy_up();

			_last = Clock::now();
			if (!_written++)
				_first = _last;

		} catch (Control::Request_failed const &failed) {
			if (!early(failed))
				throw;
		}
	}
}


double Persister::stop()
{
	{
		std::lock_guard guard(_mutex);
		_stop = true;
		_changed.notify_all();
	}
	_thread.join();

	if (_failure)
		std::rethrow_exception(_failure);

	using namespace std::chrono;

	return _written < 2 ? 0 : duration<double, std::micro>(_last - _first).count()/(_written - 1);
}
