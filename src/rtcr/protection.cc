/*
 * \brief  Protection of components by periodic checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <core/label.h>
#include <core/signal_context.h>
#include <kernel/abi/layout.h>
#include <rtcr/protection.h>

using namespace Rtcr;
using std::chrono::microseconds;


namespace {

	/* pages that are copied within the pause rather than before */
	constexpr uint64_t TOLERATED_PAGES = 512;

	/*
	 * Time until the next look at components that do not run, which are about to
	 * start mostly. Looking at each change of the system would cost all of it.
	 */
	constexpr uint64_t START_INTERVAL_US = 20'000;

	/* what the metadata of a checkpoint takes, about */
	constexpr size_t METADATA_COST = 64u << 10;

	/* a rollback was good if the components survive that long, and some intervals */
	constexpr uint64_t PROBATION_US        = 250'000;
	constexpr unsigned PROBATION_INTERVALS = 4;

	/* times before the second rollback and the following ones */
	constexpr uint64_t FIRST_BACK_OFF_US = 10'000, MAX_BACK_OFF_US = 1'000'000;

	uint64_t back_off_us(unsigned crashes)
	{
		if (crashes < 2)
			return 0;

		unsigned const doublings = std::min(crashes - 2, 16u);
		return std::min(FIRST_BACK_OFF_US << doublings, MAX_BACK_OFF_US);
	}

	/*
	 * Checkpoints share the pages that did not change in between. As any of
	 * them may remain as the only one, each is paid for in full.
	 */
	size_t cost(Kept_checkpoint const &checkpoint)
	{
		return checkpoint.num_pages()*Kernel::Abi::PAGE_SIZE + METADATA_COST;
	}
}


Protection::Protection(Kernel::System &system, Engine &engine, Core::Log_sink &log,
                       Protection_observer &observer, Core::Quota &quota)
:
	_system(system), _engine(engine), _log(log), _observer(observer), _quota(&quota),
	_thread([this] { _run(); })
{ }


void Protection::retire()
{
	_quota = nullptr;

	/* the destructor is executed without the lock, which protects the reference */
	_sigh = { };
	_system.notify_change();
}


/***************
 ** Utilities **
 ***************/

std::string Protection::_names() const
{
	std::string result;
	for (std::string const &label : _labels)
		result += (result.empty() ? "\"" : ", \"") + label + "\"";
	return result;
}


bool Protection::_all_running() const { return !_labels.empty() && _engine.running(_labels); }


void Protection::_notify()
{
	auto * const context = _sigh && _sigh->alive()
	                     ? dynamic_cast<Core::Signal_context_component *>(_sigh->handler()) : nullptr;
	if (context)
		context->submit(1);
}


/*
 * What fails again and again is told once
 */
void Protection::_failed(std::string const &what)
{
	_status.failures++;

	if (what != _last_error)
		_log.write("[rtcr] " + what);

	_last_error = what;
	_notify();
}


void Protection::_give_up(std::string const &reason)
{
	_log.write("[rtcr] " + _names() + ": " + reason + ", given up; 'recap restore' can bring back "
	           "an earlier state");
	_status.given_up = true;
	_crash.reset();
	_notify();
}


/*****************
 ** Checkpoints **
 *****************/

std::optional<size_t> Protection::_find(unsigned long number) const
{
	for (size_t i = 0; i < _kept.size(); i++)
		if (_kept[i]->number == number)
			return i;

	return { };
}


void Protection::_discard_oldest()
{
	_quota->replenish(_kept.front()->cost);
	_kept.pop_front();
}


/*
 * The first time is told, and how often it happens is counted
 */
void Protection::_check_budget(Kept_checkpoint const &checkpoint)
{
	if (!checkpoint.cost.over_budget)
		return;

	_status.over_budget++;

	if (!std::exchange(_budget_missed, true))
		_log.write("[rtcr] checkpoint of " + _names() + ": " + checkpoint.notes.back());
}


void Protection::_keep(Kept_checkpoint::Ref const &checkpoint)
{
	size_t const bytes = cost(*checkpoint);

	while (_kept.size() >= _policy.keep)
		_discard_oldest();

	while (!_kept.empty() && bytes > _quota->limit() - _quota->used())
		_discard_oldest();

	try { _quota->withdraw(bytes); }
	catch (Core::Quota::Exceeded) {
		return _failed("the donation to the Rtcr session does not suffice for a checkpoint of "
		               + _names() + ", which takes " + std::to_string(bytes) + " bytes"); }

	_status.latest   = ++_status.checkpoints;
	_status.pause_us = checkpoint->cost.pause_us;

	_kept.push_back(std::make_shared<Kept>(Kept { _status.latest, bytes, checkpoint }));

	_status.kept = unsigned(_kept.size());
	_last_error.clear();
	_notify();
}


void Protection::_checkpoint(Kernel::Lock_guard &lock)
{
	bool     const requested = std::exchange(_checkpoint_requested, false);
	uint64_t const start     = _system.time();

	Kept_checkpoint::Ref checkpoint;
	std::string          error;

	bool const running = _all_running();

	if (running) {
		auto const labels = _labels;
		Capture_options const options { .tolerated_pages = TOLERATED_PAGES,
		                                .interval_us     = _policy.interval_us,
		                                .max_pause_us    = _policy.max_pause_us };

		lock.unlocked([&] {
			try {
				checkpoint = _engine.capture(labels, options);
				_observer.checkpointed(labels, checkpoint->cost);
			} catch (Died const &e) {
				/* the death is about to be reported */
				if (requested)
					error = e.what();
			} catch (std::exception const &e) { error = e.what(); }
		});
	} else if (requested) {
		error = "not all of them are running";
	}

	if (_retired())
		return;

	/* the components may have been captured when they had crashed already */
	if (!_crash) {
		if (!error.empty())
			_failed("checkpoint of " + _names() + " failed: " + error);
		else if (checkpoint) {
			_check_budget(*checkpoint);
			_keep(checkpoint);
		}
	}

	if (running)
		_schedule.made(start, _system.time(), _policy.interval_us);
	else
		_schedule.plan(start + std::min(_policy.interval_us, START_INTERVAL_US));
}


/**************
 ** Rollback **
 **************/

bool Protection::_rollback(Kernel::Lock_guard &lock, size_t index)
{
	Restore_policy policy {
		.in_flight = _policy.in_flight == Genode::Rtcr_session::In_flight::FAIL
		           ? Restore_policy::In_flight::FAIL : Restore_policy::In_flight::RESEND };

	/* a crash is over when the components are about to continue from the checkpoint */
	policy.restored = [this] { _crash.reset(); };

	/* the list may be emptied if the restored client protects other components */
	std::shared_ptr<Kept> const kept = _kept[index];

	auto const               labels = _labels;
	std::string              error;
	std::vector<std::string> notes;

	lock.unlocked([&] {
		try {
			notes = _engine.restore(*kept->checkpoint, policy).notes;
			_observer.restored(labels);
		} catch (std::exception const &e) { error = e.what(); }
	});

	if (_retired())
		return false;

	if (!error.empty()) {
		_failed("rollback of " + _names() + " failed: " + error);
		return false;
	}

	for (std::string const &note : notes)
		_log.write("[rtcr] after the rollback of " + _names() + ": " + note);

	/* later checkpoints are about a future that does not come */
	while (!_kept.empty() && _kept.back() != kept) {
		_quota->replenish(_kept.back()->cost);
		_kept.pop_back();
	}

	uint64_t const now = _system.time();

	_proven = now + std::max(PROBATION_US, PROBATION_INTERVALS*_policy.interval_us);
	_schedule.plan(_policy.interval_us ? _proven : now);

	_status.rollbacks++;
	_status.latest = _kept.empty() ? 0 : kept->number;
	_status.kept   = unsigned(_kept.size());
	_last_error.clear();
	_notify();
	return true;
}


void Protection::_recover(Kernel::Lock_guard &lock)
{
	std::string const reason = *_crash;

	if (_system.time() >= _proven)
		_status.crashes = 0;

	_status.crashes++;

	if (_policy.on_fault == Genode::Rtcr_session::On_fault::STOP)
		return _give_up(reason);

	if (_kept.empty())
		return _give_up(reason + " before there was a checkpoint");

	if (_status.crashes > _policy.retries)
		return _give_up(reason + ", crash number " + std::to_string(_status.crashes) + " in a row");

	/* a failure is followed by the next attempt, with more patience */
	_proven = ~0ull;

	lock.wait_for_change([&] { return _retired(); }, microseconds(back_off_us(_status.crashes)));
	if (_retired())
		return;

	size_t const back  = std::min<size_t>(_status.crashes - 1, _kept.size() - 1);
	size_t const index = _kept.size() - 1 - back;

	std::string const attempt = _status.crashes > 1
		? ", attempt " + std::to_string(_status.crashes) + " of " + std::to_string(_policy.retries) : "";

	unsigned long const number = _kept[index]->number;
	uint64_t      const age    = _system.time() - _kept[index]->checkpoint->snapshot.time_us;

	if (_rollback(lock, index))
		_log.write("[rtcr] " + _names() + " rolled back by " + std::to_string(age/1000)
		           + " ms to checkpoint " + std::to_string(number) + " (" + reason + attempt + ")");
}


/************
 ** Thread **
 ************/

void Protection::_run()
{
	Kernel::Lock_guard lock(_system);

	while (!_retired()) {

		bool const periodic = _policy.interval_us && !_status.given_up;

		if (_crash) {
			_recover(lock);
			continue;
		}
		if (auto const number = std::exchange(_rollback_requested, { })) {
			if (auto const index = _find(*number))
				_rollback(lock, *index);
			continue;
		}
		if (_checkpoint_requested || (periodic && _system.time() >= _schedule.due())) {
			_checkpoint(lock);
			continue;
		}

		auto const something_to_do = [&] {
			return _retired() || _crash || _rollback_requested || _checkpoint_requested
			    || periodic != (_policy.interval_us && !_status.given_up); };

		uint64_t const now = _system.time(), due = _schedule.due();

		if (periodic)
			lock.wait_for_change(something_to_do, microseconds(due > now ? due - now : 0));
		else
			lock.wait_for_change(something_to_do);
	}
}


/**************
 ** Requests **
 **************/

bool Protection::add(std::string const &label)
{
	if (std::ranges::find(_labels, label) != _labels.end())
		return true;

	if (_labels.size() >= MAX_LABELS)
		return false;

	_labels.push_back(label);
	return true;
}


void Protection::labels(std::vector<std::string> const &labels)
{
	if (labels == _labels)
		return;

	while (!_kept.empty())
		_discard_oldest();

	_labels.assign(labels.begin(), labels.begin() + std::min(labels.size(), MAX_LABELS));
}


void Protection::policy(Policy const &policy)
{
	_policy = policy;
	_policy.keep = std::clamp(policy.keep, 1u, unsigned(Policy::MAX_KEEP));
	_schedule.plan(_system.time());
	_budget_missed = false;
	_system.notify_change();
}


void Protection::request_checkpoint()
{
	_checkpoint_requested = true;
	_system.notify_change();
}


bool Protection::request_rollback(unsigned long number)
{
	if (_kept.empty())
		return false;

	if (!number)
		number = _kept.back()->number;

	bool const exists = _find(number).has_value();

	if (exists) {
		_rollback_requested = number;
		_system.notify_change();
	}
	return exists;
}


void Protection::crashed(std::string const &label, std::string const &reason)
{
	bool const concerned = std::ranges::any_of(_labels, [&] (std::string const &root) {
		return Core::label_belongs(label, root); });

	if (!concerned || _crash || _status.given_up)
		return;

	_crash = "\"" + label + "\" " + reason;
	_system.notify_change();
}


void Protection::restored(std::vector<std::string> const &labels)
{
	for (std::string const &label : labels)
		if (std::ranges::find(_labels, label) != _labels.end()) {
			_crash.reset();
			_status.given_up = false;
			_status.crashes  = 0;
			_system.notify_change();
		}
}
