/*
 * \brief  Component that saves its state by itself, and goes back to it
 *
 * Configuration: 'target' is the component to protect, the component itself
 * by default.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/log.h>
#include <connection.h>
#include <pace.h>
#include <rtcr_session/connection.h>

namespace Self_saver {

	using namespace Genode;

	enum { CHECKPOINT_QUOTA = 4*1024*1024 };

	typedef String<64> Name;

	/* returns again whenever the component goes back */
	void save(Rtcr_connection &rtcr, Recap::Pace &pace)
	{
		unsigned long const before = rtcr.status().latest;

		rtcr.checkpoint();
		while (rtcr.status().latest == before)
			pace.wait();
	}
}


void Component::construct(Genode::Env &env)
{
	using namespace Self_saver;

	Attached_rom_dataspace config(env, "config");

	Recap::Pace      pace(env, 5);
	Fuse::Connection fuse(env);
	Rtcr_connection  rtcr(env, CHECKPOINT_QUOTA);

	rtcr.add(config.xml().attribute_value("target", Name()).string());

	Rtcr_session::Policy policy;
	policy.keep     = 2;
	policy.on_fault = Rtcr_session::On_fault::ROLLBACK;
	rtcr.policy(policy);

	for (unsigned tick = 1; ; tick++) {
		pace.wait();

		if (tick % 10 == 0) {
			save(rtcr, pace);
			log("saved at tick ", tick);
		}

		if (fuse.burns(tick)) {
			log("goes back from tick ", tick);
			rtcr.rollback(0);
			for (;;)
				pace.wait();
		}
	}
}
