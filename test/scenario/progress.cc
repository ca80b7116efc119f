/*
 * \brief  Reports about long operations of a running system
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <gtest/gtest.h>

#include "system.h"

using namespace Scenario_test;
using Control::Stage;


namespace {

	/* what is on its way when the restore has returned takes a while */
	std::string large_component()
	{
		return child("memory", "140M", "<config size=\"128M\" dirty=\"16\" sample=\"16\" period_ms=\"5\"/>");
	}

	/** Reports of one operation */
	struct Reports
	{
		std::vector<Stage> stages { };    /* in the order of their first report */
		bool               plausible = true;

		Control::Progress function()
		{
			return [this] (Stage stage, uint64_t done, uint64_t total) {
				plausible &= done <= total && total > 0;
				if (stages.empty() || stages.back() != stage)
					stages.push_back(stage);
			};
		}

		bool contain(Stage stage) const { return std::ranges::find(stages, stage) != stages.end(); }
	};

	/** What a client throws that has seen enough */
	struct Enough { };

	struct Progress_test : testing::Test
	{
		Scratch_directory directory { };
		System            system { directory, scenario(timer() + large_component()), "--memory 512M" };

		Control::Checkpoint_result const first { checkpoint({ }) };

		Control::Checkpoint_result checkpoint(Control::Progress const &progress)
		{
			EXPECT_TRUE(system.log().wait_for("verified"));
			return system.client().checkpoint({ "memory" }, progress);
		}

		void expect_alive()
		{
			system.log().skip();
			for (unsigned i = 0; i < 3; i++) {
				auto const line = system.log().wait_for("memory");
				ASSERT_TRUE(line);
				EXPECT_EQ(line->find("rror"), std::string::npos) << *line;
			}
		}
	};
}


TEST_F(Progress_test, comparison)
{
	Reports reports { };

	auto const result = system.client().restore(first.image, { .verify = true }, reports.function());

	EXPECT_GE(result.verified_bytes, 128u << 20);
	EXPECT_EQ(reports.stages, (std::vector { Stage::PREPARE, Stage::COMPARE }));
	EXPECT_TRUE(reports.plausible);
	expect_alive();
}


/*
 * The restore cannot be given up anymore, so it is completed
 */
TEST_F(Progress_test, comparison_is_given_up)
{
	Control::Client client(directory / "recap" / (system.name() + ".socket"));

	EXPECT_THROW(client.restore(first.image, { .verify = true }, [] (Stage stage, uint64_t, uint64_t) {
		if (stage == Stage::COMPARE)
			throw Enough(); }), Enough);

	expect_alive();

	auto const components = system.client().components();
	auto const memory     = std::ranges::find(components, "init -> memory", &Control::Component_status::label);
	ASSERT_NE(memory, components.end());
	EXPECT_EQ(memory->state, Control::Component_status::State::RUNNING);
}


/*
 * How much is on its way still depends on how fast we are
 */
TEST_F(Progress_test, memory_that_comes_in_on_demand)
{
	constexpr unsigned ATTEMPTS = 20;

	bool checkpoint_completed = false, restore_completed = false;

	for (unsigned i = 0; i < ATTEMPTS && !(checkpoint_completed && restore_completed); i++) {

		Reports before_restore { }, before_checkpoint { };

		system.client().restore(first.image, { });
		system.client().restore(first.image, { .verify = true }, before_restore.function());
		system.client().restore(first.image, { });
		system.client().checkpoint({ "memory" }, before_checkpoint.function());

		EXPECT_TRUE(before_restore.plausible && before_checkpoint.plausible);
		restore_completed    |= before_restore.contain(Stage::COMPLETE);
		checkpoint_completed |= before_checkpoint.contain(Stage::COMPLETE);
	}
	EXPECT_TRUE(restore_completed);
	EXPECT_TRUE(checkpoint_completed);
	expect_alive();
}
