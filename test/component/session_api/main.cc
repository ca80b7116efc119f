/*
 * \brief  Test of session interfaces, each with a server and a client of its own
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <check.h>
#include <os/reporter.h>

using namespace Session_api;


static void test_reporter(Env &env)
{
	Reporter reporter(env, "state", "name_of_report");

	/* nothing happens, not even a session is opened */
	Reporter::Xml_generator ignored(reporter, [&] () { error("generated in vain"); });
	expect(!reporter.enabled() && reporter.name() == "name_of_report", "reporter is disabled");

	reporter.enabled(true);
	Reporter::Xml_generator xml(reporter, [&] () { xml.attribute("value", 42); });
}


void Component::construct(Genode::Env &env)
{
	static Heap       heap(env.ram(), env.rm());
	static Entrypoint ep(env, STACK_SIZE, "server");

	test_objects (env, heap);
	test_sessions(env, ep, heap);
	test_nic     (env, ep, heap);
	test_block   (env, ep, heap);
	test_block_driver(env, ep, heap);
	test_reporter(env);

	log("--- session_api is done ---");
}
