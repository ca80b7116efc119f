/*
 * \brief  Checkpoints at random instants of the lives of components
 *
 * A child that lives for a short time only goes through all phases: start,
 * static constructors, threads, entrypoints, signals, exit. Whenever it is
 * captured and put back, it has to live well.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <random>

#include <gtest/gtest.h>

#include "system.h"

using namespace Scenario_test;


namespace {

	struct Attempts { unsigned checkpoints = 0, restores = 0, missed = 0; };

	/**
	 * Capture component at a random instant, and put it back soon after
	 *
	 * The component may not exist at the one or the other time.
	 */
	void attempt(System &system, std::string const &name, std::minstd_rand &random, Attempts &attempts)
	{
		using Control::Error_code;

		try {
			auto const checkpoint = system.client().checkpoint({ name });
			attempts.checkpoints++;

			if (random() % 2)
				std::this_thread::sleep_for(std::chrono::microseconds(random() % 10000));
			if (random() % 4 == 0)
				system.client().kill(name);

			system.client().restore(checkpoint.image, { .verify = true });
			attempts.restores++;
		}
		catch (Control::Request_failed const &failed) {
			/* the parent is about to destroy the component, or is not ready yet */
			bool const parent = std::string(failed.what()).find("does not answer") != std::string::npos;

			ASSERT_TRUE(failed.code == Error_code::UNKNOWN_COMPONENT || parent
			         || failed.code == Error_code::WRONG_STATE) << failed.what();
			attempts.missed++;
		}
	}

	void expect_lives(System &system, unsigned count)
	{
		system.log().skip();
		for (unsigned i = 0; i < count; i++)
			ASSERT_TRUE(system.log().wait_for(" lived well"));

		auto const errors = system.log().lines("Error");
		ASSERT_TRUE(errors.empty()) << errors.front();
	}
}


TEST(Instants, child_in_all_phases)
{
	Scratch_directory directory;
	System            system(directory, scenario(child("nursery", "16M")));
	ASSERT_TRUE(system.log().wait_for("infant 1 lived well"));

	std::minstd_rand random(1);
	Attempts         attempts;

	while (attempts.restores < 150) {
		std::this_thread::sleep_for(std::chrono::microseconds(random() % 30000));
		attempt(system, "infant", random, attempts);
		if (HasFatalFailure())
			return;
	}
	expect_lives(system, 3);
	RecordProperty("checkpoints", int(attempts.checkpoints));
	RecordProperty("missed",      int(attempts.missed));
}


TEST(Instants, parent_with_child_in_all_phases)
{
	Scratch_directory directory;
	System            system(directory, scenario(child("nursery", "16M")));
	ASSERT_TRUE(system.log().wait_for("infant 1 lived well"));

	std::minstd_rand random(2);
	Attempts         attempts;

	while (attempts.restores < 150) {
		std::this_thread::sleep_for(std::chrono::microseconds(random() % 30000));
		attempt(system, "nursery", random, attempts);
		if (HasFatalFailure())
			return;
	}
	EXPECT_EQ(attempts.missed, 0u);
	expect_lives(system, 3);
}
