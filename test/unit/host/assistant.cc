/*
 * \brief  Tests of the thread that does a job beside its user
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <thread>

#include <gtest/gtest.h>

#include <host/assistant.h>

using Host::Assistant;


TEST(Assistant, does_each_job_once)
{
	Assistant assistant;
	unsigned  count = 0;

	for (unsigned i = 1; i <= 10000; i++) {

		if (i % 16)
			assistant.prepare();

		assistant.begin([&] { count++; });

		/* give the other thread a chance now and then */
		if (i % 64 == 0)
			std::this_thread::yield();

		assistant.finish();
		ASSERT_EQ(count, i);
	}
}


TEST(Assistant, finishes_nothing_if_nothing_was_begun)
{
	Assistant assistant;
	assistant.finish();

	bool done = false;
	assistant.begin([&] { done = true; });
	assistant.finish();
	assistant.finish();
	EXPECT_TRUE(done);
}


TEST(Assistant, finishes_a_job_when_it_is_destructed)
{
	bool done = false;
	{
		Assistant assistant;
		assistant.begin([&] { done = true; });
	}
	EXPECT_TRUE(done);
}
