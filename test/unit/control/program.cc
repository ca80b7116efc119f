/*
 * \brief  Test of starting and ending programs
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <atomic>

#include <signal.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <host/program.h>
#include <host/ready_pipe.h>
#include <host/termination.h>

using namespace Host;


namespace {

	Program::Status status_of(std::string const &script)
	{
		return Program("/bin/sh", { "-c", script }, { }).wait();
	}
}


TEST(Program, status)
{
	EXPECT_EQ(status_of("exit 0").value, 0);
	EXPECT_EQ(status_of("exit 77").value, 77);
	EXPECT_EQ(status_of("kill -9 $$").signal, 9);
	EXPECT_EQ(Program::signal_name(9), "SIGKILL");
}


TEST(Program, missing)
{
	EXPECT_THROW(Program("/nonexistent/program", { }, { }), System_error);
}


TEST(Program, terminate)
{
	Program program("/bin/sleep", { "1000" }, { });
	program.terminate();
	EXPECT_EQ(program.wait().signal, 15);
	program.terminate();
}


TEST(Program, ends_with_its_owner)
{
	Program program("/bin/sleep", { "1000" }, { });
}


TEST(Ready_pipe, program_is_ready)
{
	Ready_pipe pipe;

	std::string const descriptor = std::to_string(pipe.write_end().descriptor());
	Program program("/bin/sh", { "-c", "printf x >/dev/fd/" + descriptor + "; exec sleep 1000" },
	                { &pipe.write_end() });

	EXPECT_TRUE(pipe.wait());
}


TEST(Ready_pipe, program_fails)
{
	Ready_pipe pipe;
	Program    program("/bin/sh", { "-c", "exit 3" }, { &pipe.write_end() });

	EXPECT_FALSE(pipe.wait());
	EXPECT_EQ(program.wait().value, 3);
}


TEST(Ready_pipe, missing_descriptor)
{
	EXPECT_THROW(Ready_signal { 100000 }, System_error);
}


namespace {

	/**
	 * Return true if requests reach a handler as long as there is one, whatever
	 * else is sent
	 */
	bool requests_reach_the_handler()
	{
		Termination const termination { };

		std::atomic<unsigned> calls { 0 };
		{
			Termination::Handling const handling(termination, [&] {
				calls++;
				calls.notify_one(); });

			for (unsigned i = 0; i < 2; i++) {
				::kill(::getpid(), SIGUSR1);
				::kill(::getpid(), SIGTERM);
				calls.wait(i);
			}
		}
		::kill(::getpid(), SIGTERM);

		sigset_t pending;
		::sigpending(&pending);

		return calls == 2 && ::sigismember(&pending, SIGTERM);
	}
}


TEST(Termination, requests_reach_the_handler)
{
	/* in a process of its own, signals stay blocked there */
	EXPECT_EXIT(::_exit(requests_reach_the_handler() ? 0 : 1), testing::ExitedWithCode(0), "");
}
