/*
 * \brief  All protections of a system
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <rtcr/protections.h>

using namespace Rtcr;


Protections::Protections(Kernel::System &system, Engine &engine, Core::Log_sink &log,
                         Protection_observer &observer)
:
	_system(system), _engine(engine), _log(log), _observer(observer),
	_reaper([this] { _reap(); })
{ }


Protections::~Protections()
{
	{
		Kernel::Lock_guard const lock(_system);
		_closing = true;
		for_each([] (Protection &protection) { protection.retire(); });
		_system.notify_change();
	}
	_reaper.join();
}


Protection &Protections::create(Core::Quota &quota)
{
	return _protections.emplace_back(_system, _engine, _log, _observer, quota);
}


void Protections::_reap()
{
	auto find_retired = [&] {
		return std::ranges::find_if(_protections, [] (Protection const &protection) {
			return protection.retired(); }); };

	Kernel::Lock_guard lock(_system);

	for (;;) {
		lock.wait_for_change([&] { return find_retired() != _protections.end() || _closing; });

		auto const retired = find_retired();
		if (retired == _protections.end())
			return;

		std::list<Protection> ended;
		ended.splice(ended.begin(), _protections, retired);

		lock.unlocked([&] { ended.clear(); });
	}
}
