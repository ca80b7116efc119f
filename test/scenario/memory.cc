/*
 * \brief  Memory of components over several checkpoints and restores
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <random>

#include <gtest/gtest.h>

#include "system.h"

using namespace Scenario_test;


namespace {

	constexpr char const *VERIFIED = "memory: generation ";

	/* the component verifies all of its pages after each change of some */
	std::string memory_component()
	{
		return child("memory", "8M", "<config size=\"2M\" dataspace_size=\"512K\" dirty=\"24\" "
		                             "sample=\"512\" period_ms=\"5\"/>");
	}

	class Memory : public testing::TestWithParam<std::string>
	{
		protected:

			Scratch_directory directory { };
			std::mt19937      random    { 3 };
			System            system    { directory, scenario(timer() + memory_component()),
			                              "--dirty-tracking " + GetParam() };

			std::vector<Control::Checkpoint_result> checkpoints { };

			unsigned long generation()
			{
				system.log().skip();
				auto const line = system.log().wait_for(VERIFIED);
				return line ? number_after(*line, VERIFIED) : 0;
			}

			void checkpoint()
			{
				checkpoints.push_back(system.client().checkpoint({ "memory" }));
			}

			/*
			 * With verification, all memory is there from the start. Otherwise it
			 * comes in on demand, and the component finds out if it is wrong.
			 */
			void restore_any()
			{
				auto const &checkpoint = checkpoints[random() % checkpoints.size()];

				system.client().restore(checkpoint.image, { .verify = random() % 2 == 0 });
			}

			/*
			 * Return a generation that the component gets to after the latest
			 * checkpoint. What it printed before may still be on its way here.
			 */
			unsigned long later_generation()
			{
				unsigned long captured = 0;

				for (Control::Log_line const &line : system.client().log(0, std::chrono::milliseconds(0)))
					if (line.text.find(VERIFIED) != std::string::npos)
						captured = number_after(line.text, VERIFIED);

				for (;;) {
					auto const line = system.log().wait_for(VERIFIED);
					if (!line)
						return 0;

					unsigned long const number = number_after(*line, VERIFIED);
					if (number > captured)
						return number;
				}
			}

			/*
			 * Generations ascend until the component went back
			 *
			 * \param previous  generation that was seen before the restore
			 */
			void expect_step_back(unsigned long previous)
			{
				constexpr unsigned PATIENCE = 10000;

				for (unsigned i = 0; i < PATIENCE; i++) {
					auto const line = system.log().wait_for(VERIFIED);
					ASSERT_TRUE(line);

					unsigned long const number = number_after(*line, VERIFIED);
					if (number <= previous)
						return;
					previous = number;
				}
				FAIL() << "the component did not go back";
			}

			void expect_no_errors()
			{
				auto const errors = system.log().lines("Error");
				EXPECT_TRUE(errors.empty()) << errors.front();
			}
	};
}


TEST_P(Memory, rollbacks_to_any_of_many_checkpoints)
{
	ASSERT_GT(generation(), 0u);

	for (unsigned round = 0; round < 40; round++) {

		checkpoint();

		if (random() % 3 == 0) {
			ASSERT_GT(generation(), 0u);
		}

		if (random() % 2)
			restore_any();

		if (random() % 4 == 0) {
			system.client().kill("memory");
			restore_any();
		}
		ASSERT_GT(generation(), 0u) << "round " << round;
	}
	expect_no_errors();
}


TEST_P(Memory, latest_checkpoint_is_returned_to_repeatedly)
{
	ASSERT_GT(generation(), 0u);

	for (unsigned round = 0; round < 10; round++) {

		checkpoint();

		for (unsigned i = 0; i < 3; i++) {
			unsigned long const before = later_generation();
			ASSERT_GT(before, 0u);
			system.client().restore(checkpoints.back().image, { .verify = true });
			expect_step_back(before);
		}
	}
	expect_no_errors();
}


/*
 * Snapshots are complete, whatever was captured before
 */
TEST_P(Memory, later_checkpoint_is_complete)
{
	ASSERT_GT(generation(), 0u);

	for (unsigned i = 0; i < 5; i++) {
		checkpoint();
		ASSERT_GT(generation(), 0u);
	}
	auto const file = directory / "memory.snap";
	ASSERT_EQ(system.tool("checkpoint memory -o " + file.string()).code, 0);
	EXPECT_GE(checkpoints.back().image.page_count, 512u);

	System later(directory, scenario(timer() + memory_component()),
	             "--restore " + file.string() + " --verify");

	EXPECT_TRUE(later.log().wait_for(VERIFIED));
	EXPECT_TRUE(later.log().lines("Error").empty());
	expect_no_errors();
}


INSTANTIATE_TEST_SUITE_P(Methods, Memory, testing::Values("auto", "comparison"),
	[] (auto const &info) { return info.param; });
