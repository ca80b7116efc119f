/*
 * \brief  Restores of threads that are blocked during several checkpoints
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <random>

#include <gtest/gtest.h>

#include "system.h"

using namespace Scenario_test;


namespace {

	constexpr unsigned ROUNDS = 60, MAX_CHECKPOINTS = 6;

	constexpr unsigned MAX_DISTANCE_US = 8000;
}


/*
 * What is known of a blocked thread from an earlier checkpoint is right only as
 * long as nobody wakes it up. The runners of the component tell if one of them
 * comes back as it was at another time than the others.
 */
static void come_back_as_of_the_same_checkpoint(unsigned spectators)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer()
	                         + child("relay", "8M", "<config period_ms=\"1\" spectators=\""
	                                 + std::to_string(spectators) + "\"/>")));

	ASSERT_TRUE(system.log().wait_for("relay: 2 laps"));

	std::minstd_rand random(3);

	for (unsigned round = 0; round < ROUNDS; round++) {

		std::vector<Control::Checkpoint_result> checkpoints;

		for (unsigned i = 0; i <= random() % MAX_CHECKPOINTS; i++) {
			std::this_thread::sleep_for(std::chrono::microseconds(random() % MAX_DISTANCE_US));
			checkpoints.push_back(system.client().checkpoint({ "relay" }));
		}
		if (random() % 8 == 0)
			system.client().kill("relay");

		(void)system.client().restore(checkpoints[random() % checkpoints.size()].image,
		                              { .verify = true });
	}

	system.log().skip();
	for (unsigned i = 0; i < 3; i++)
		ASSERT_TRUE(system.log().wait_for(" laps"));

	auto const errors = system.log().lines("Error");
	EXPECT_TRUE(errors.empty()) << errors.front();
}


TEST(Blocked_threads, come_back_as_of_the_same_checkpoint)
{
	come_back_as_of_the_same_checkpoint(0);
}


/*
 * What many threads wrote is found in another way, see 'Host::Fault_watch'
 */
TEST(Blocked_threads, come_back_from_among_many_as_of_the_same_checkpoint)
{
	come_back_as_of_the_same_checkpoint(60);
}
