/*
 * \brief  Tests of the comparison with other systems
 *
 * The system is a script that stops and continues a process, or ends it and
 * starts it again.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include <bench/driver/criu.h>
#include <bench/driver/dmtcp.h>
#include <bench/driver/failure.h>
#include <bench/host/heartbeat.h>

using namespace Bench;
using namespace std::chrono_literals;


namespace {

	constexpr auto PATIENCE = 30s;

	/*
	 * Processes are stopped for a second. Who looks at them may be late, but
	 * not by nearly as much.
	 */
	constexpr double LEAST_SILENCE_US = 100e3;

	constexpr char const *FAKE_CRIU = R"(#!/bin/sh
command=$1; shift
while [ $# -gt 0 ]; do
	case $1 in
	--tree)          pid=$2; shift;;
	--images-dir)    images=$2; shift;;
	--leave-running) leave_running=yes;;
	esac
	shift
done
case $command in
check)   exit 0;;
dump)    cat /proc/$pid/cmdline > $images/command
         kill -STOP $pid; sleep 1
         if [ "$leave_running" ]; then kill -CONT $pid; else kill -KILL $pid; fi;;
restore) [ -s $images/command ] || { echo "Error (fake:1): no images"; exit 1; }
         xargs -0 setsid < $images/command > /dev/null 2>&1 &;;
esac
)";

	struct Environment
	{
		Workspace   workspace { std::filesystem::temp_directory_path() };
		std::string path      { std::getenv("PATH") };

		/**
		 * \param criu  content of the program, none if empty
		 */
		explicit Environment(std::string const &criu)
		{
			if (criu.empty())
				return;

			auto const directory = workspace.file("bin");
			std::filesystem::create_directory(directory);
			std::ofstream(directory/"criu") << criu;
			std::filesystem::permissions(directory/"criu", std::filesystem::perms::owner_all);

			::setenv("PATH", (directory.string() + ":" + path).c_str(), 1);
		}

		~Environment() { ::setenv("PATH", path.c_str(), 1); }

		/** Return command of a small process to be captured */
		Command target() const
		{
			return { PEER_TARGET, workspace.file("heartbeat").string(), "1", "10", "1" };
		}
	};
}


TEST(Peer, silence_is_as_long_as_the_process_is_stopped)
{
	Environment   environment("");
	Heartbeat     heartbeat(environment.workspace.file("heartbeat"));
	Child_process process([&] { return become_daemon(environment.target()); });

	ASSERT_TRUE(heartbeat.wait_for_other_than(0, PATIENCE));

	double const us = heartbeat.longest_silence_us([&] {
		::kill(process.pid(), SIGSTOP);
		std::this_thread::sleep_for(1s);
		::kill(process.pid(), SIGCONT);
		ASSERT_TRUE(heartbeat.wait_for_other_than(heartbeat.count(), PATIENCE));
	});

	EXPECT_GE(us, LEAST_SILENCE_US);
}


TEST(Peer, process_ends_when_its_file_vanishes)
{
	Environment   environment("");
	Heartbeat     heartbeat(environment.workspace.file("heartbeat"));
	Child_process process([&] { return become_daemon(environment.target()); });

	ASSERT_TRUE(heartbeat.wait_for_other_than(0, PATIENCE));
	std::filesystem::remove(environment.workspace.file("heartbeat"));

	EXPECT_TRUE(process.wait_for_end(PATIENCE));
}


TEST(Peer, process_is_captured_killed_and_brought_back)
{
	Environment environment(FAKE_CRIU);
	Heartbeat   heartbeat(environment.workspace.file("heartbeat"));
	Criu        criu { };

	EXPECT_EQ(criu.obstacle(environment.workspace), "");

	criu.start(environment.workspace, environment.target());
	ASSERT_TRUE(heartbeat.wait_for_other_than(0, PATIENCE));

	EXPECT_GE(heartbeat.longest_silence_us([&] { criu.checkpoint(); }), LEAST_SILENCE_US);
	EXPECT_TRUE(heartbeat.wait_for_other_than(heartbeat.count(), PATIENCE));

	criu.kill();

	uint64_t const before = heartbeat.count();
	EXPECT_FALSE(heartbeat.wait_for_other_than(before, 100ms));

	criu.restore();
	EXPECT_TRUE(heartbeat.wait_for_other_than(before, PATIENCE));
}


TEST(Peer, failed_tool_is_reported_with_what_it_says)
{
	Environment environment("#!/bin/sh\necho 'Error (fake:1): no way'; exit 1\n");
	Criu        criu { };

	criu.start(environment.workspace, { "/bin/true" });

	try {
		criu.checkpoint();
		ADD_FAILURE() << "no failure";
	} catch (Failure const &failure) {
		EXPECT_NE(std::string(failure.what()).find("no way"), std::string::npos) << failure.what();
		EXPECT_NE(std::string(failure.what()).find("dump"),   std::string::npos) << failure.what();
	}

	EXPECT_EQ(criu.obstacle(environment.workspace), "does not work on this host (no way)");
}


TEST(Peer, reasons_are_one_line_without_places_in_source_code)
{
	EXPECT_EQ(Criu::reasons("Warn  (criu/a.c:1): ignored\n"
	                        "Error (criu/util.c:642): exited, status=1\n"
	                        "Error (criu/vdso.c:381): vdso: Unexpected area\n"
	                        "Error (criu/crtools.c:260): Could not initialize\n"),
	          "vdso: Unexpected area; Could not initialize");
	EXPECT_EQ(Criu::reasons(""), "'criu check' fails");
}


TEST(Peer, what_is_not_installed_is_told)
{
	Environment environment("");
	::setenv("PATH", "/nonexistent", 1);

	EXPECT_EQ(Dmtcp().obstacle(environment.workspace), "not installed");
}
