/*
 * \brief  Restore of components that take place of their start
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <nucleus/initial_restore.h>

using namespace Nucleus;


namespace {

	Rtcr::Wrong_state ended_too_early()
	{
		return Rtcr::Wrong_state("the system ended before the restore was done");
	}

	/**
	 * Scope in which a function gets reports
	 */
	class Watch
	{
		private:

			std::mutex                       &_mutex;
			std::set<Rtcr::Progress const *> &_watchers;
			Rtcr::Progress const             &_progress;

			Watch(Watch const &) = delete;
			Watch &operator = (Watch const &) = delete;

		public:

			Watch(std::mutex &mutex, std::set<Rtcr::Progress const *> &watchers,
			      Rtcr::Progress const &progress)
			:
				_mutex(mutex), _watchers(watchers), _progress(progress)
			{
				std::lock_guard const guard(_mutex);
				if (_progress)
					_watchers.insert(&_progress);
			}

			~Watch()
			{
				std::lock_guard const guard(_mutex);
				_watchers.erase(&_progress);
			}
	};
}


Initial_restore::Initial_restore(Kernel::System &system, Rtcr::Engine &engine,
                                 Rtcr::Snapshot &&snapshot,
                                 std::shared_ptr<Rtcr::Page_archive> const &pages,
                                 Rtcr::Restore_policy const &policy)
:
	_system(system), _engine(engine), _snapshot(std::move(snapshot)), _pages(pages),
	_policy(_with_progress(policy))
{
	for (std::string const &label : labels())
		_awaited.insert(label);

	_thread = std::thread([this] { _run(); });
}


Initial_restore::~Initial_restore()
{
	{
		Kernel::Lock_guard const lock(_system);
		abandon();
	}
	_thread.join();
}


Rtcr::Restore_policy Initial_restore::_with_progress(Rtcr::Restore_policy policy)
{
	policy.progress = [this] (Rtcr::Stage stage, uint64_t done, uint64_t total) {
		_report_progress(stage, done, total); };

	return policy;
}


void Initial_restore::_report_progress(Rtcr::Stage stage, uint64_t done, uint64_t total)
{
	if (_abandoned)
		throw ended_too_early();

	std::lock_guard const guard(_watchers_mutex);

	std::erase_if(_watchers, [&] (Rtcr::Progress const *watcher) {
		try { (*watcher)(stage, done, total); }
		catch (...) { return true; }
		return false;
	});
}


std::vector<std::string> Initial_restore::labels() const
{
	std::vector<std::string> labels;
	for (std::string const &component : _snapshot.components)
		labels.push_back(_policy.label(component));

	return labels;
}


/*
 * The threads of a component that was taken over come from the snapshot, so
 * none is started until the restore is done.
 */
bool Initial_restore::take_over(std::string const &label)
{
	if (_done || _abandoned)
		return false;

	if (_awaited.erase(label)) {
		_taken.insert(label);
		_system.notify_change();
	}
	return _taken.contains(label);
}


void Initial_restore::abandon()
{
	_abandoned = true;
	_system.notify_change();
}


void Initial_restore::_run()
{
	bool abandoned;
	{
		Kernel::Lock_guard lock(_system);
		lock.wait_for_change([&] { return _awaited.empty() || _abandoned; });
		abandoned = _abandoned;
	}

	Rtcr::Report       report;
	std::exception_ptr error;

	try {
		if (abandoned)
			throw ended_too_early();

		report = _engine.restore(_snapshot, _pages, _policy);
	}
	catch (...) { error = std::current_exception(); }

	Kernel::Lock_guard const lock(_system);

	_report = std::move(report);
	_error  = error;
	_done   = true;
	_system.notify_change();
}


Rtcr::Report Initial_restore::wait(Rtcr::Progress const &progress)
{
	Watch const watch(_watchers_mutex, _watchers, progress);

	Kernel::Lock_guard lock(_system);

	lock.wait_for_change([&] { return _done; });

	if (_error)
		std::rethrow_exception(_error);

	return _report;
}
