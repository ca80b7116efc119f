/*
 * \brief  Reports, and the ROM module that a server makes of them
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <conformance/test.h>
#include <os/reporter.h>
#include <util/xml_node.h>

namespace Test_report {

	using namespace Genode;

	struct Main;
}


struct Test_report::Main
{
	Env              &env;
	Conformance::Test test { env, "report" };

	/* generate report about a value */
	static void report(Reporter &reporter, unsigned value)
	{
		Reporter::Xml_generator xml(reporter, [&] () {
			xml.attribute("value", value);
			xml.node("child", [&] () { xml.attribute("name", "text in a node"); });
		});
	}

	/* wait for a version of the ROM module */
	static bool arrives(Attached_rom_dataspace &rom, Signal_receiver &receiver, unsigned value)
	{
		for (;;) {
			receiver.wait_for_signal();
			rom.update();
			if (rom.xml().attribute_value("value", ~0UL) == value)
				return true;
		}
	}

	void versions()
	{
		Signal_receiver receiver;
		Signal_context  context;

		Attached_rom_dataspace rom(env, "state");
		rom.sigh(receiver.manage(&context));

		Reporter reporter("state");
		test.check("a reporter is disabled at first", !reporter.is_enabled());
		report(reporter, 1);
		reporter.enabled(true);
		test.check("a reporter is enabled on demand", reporter.enabled());

		report(reporter, 10);
		test.check("a report arrives as ROM module", arrives(rom, receiver, 10));

		bool all = true;
		for (unsigned value = 11; value < 40; value++) {
			report(reporter, value);
			all &= arrives(rom, receiver, value);
		}
		test.check("each report arrives", all);

		test.check("the ROM module has the type of the report", rom.xml().has_type("state"));

		typedef String<32> Text;
		test.check_equal("the report has its nodes",
		                 rom.xml().sub_node("child").attribute_value("name", Text()), "text in a node");

		Reporter too_small("state", "state", 4096);
		too_small.enabled(true);
		test.check_throws<Genode::Xml_generator::Buffer_exceeded>("a report has to fit", [&] {
			Reporter::Xml_generator xml(too_small, [&] () {
				for (unsigned i = 0; i < 1000; i++)
					xml.node("node", [&] () { xml.attribute("number", i); });
			});
		});
		rom.sigh(Signal_context_capability());
		receiver.dissolve(&context);
	}

	void refused()
	{
		Reporter reporter("other");
		test.check_throws<Parent::Unavailable>("a report without policy is refused",
		                                          [&] { reporter.enabled(true); });
	}

	void round()
	{
		versions();
		refused();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_report::Main main(env); }
