/*
 * \brief  Restore of components that take place of their start
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <nucleus/initial_restore.h>

using namespace Nucleus;


Initial_restore::Initial_restore(Kernel::System &system, Rtcr::Engine &engine,
                                 Rtcr::Snapshot &&snapshot, Host::Page_file &&pages,
                                 Rtcr::Restore_policy const &policy)
:
	_system(system), _engine(engine), _snapshot(std::move(snapshot)), _pages(std::move(pages)),
	_policy(policy)
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
			throw Rtcr::Wrong_state("the system ended before the component to be restored started");

		report = _engine.restore(_snapshot, _pages, _policy);
	}
	catch (...) { error = std::current_exception(); }

	Kernel::Lock_guard const lock(_system);

	_report = std::move(report);
	_error  = error;
	_done   = true;
	_system.notify_change();
}


Rtcr::Report Initial_restore::wait()
{
	Kernel::Lock_guard lock(_system);

	lock.wait_for_change([&] { return _done; });

	if (_error)
		std::rethrow_exception(_error);

	return _report;
}
