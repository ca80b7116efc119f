/*
 * \brief  Checkpoints of components whose parent does not answer
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <csignal>

#include <gtest/gtest.h>

#include "system.h"

using namespace Scenario_test;


namespace {

	using Notes = std::vector<std::string>;

	Notes notes_of_checkpoint(System &system) {
		return system.client().checkpoint({ "sheep_counter" }).notes; }

	/* the parent does not answer at all */
	bool unanswered(std::string const &note) {
		return note.find("does not answer, so it is not known") != std::string::npos; }

	/* the parent does not tell this or that */
	bool failure(std::string const &note) {
		return note.find("does not tell") != std::string::npos
		    || note.find("does not list") != std::string::npos; }
}


/*
 * Each question would take until its timeout, and there is one for each session
 */
TEST(Silent_parent, is_left_alone_after_one_question)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + child("sheep_counter", "1M")));

	ASSERT_TRUE(system.log().wait_for("2 sheep"));

	system.send_signal("init", SIGSTOP);

	/* it is told in each checkpoint, though the parent is not asked in each */
	for (unsigned i = 0; i < 3; i++) {
		Notes const notes = notes_of_checkpoint(system);

		EXPECT_EQ(std::ranges::count_if(notes, unanswered), 1);
		EXPECT_EQ(std::ranges::count_if(notes, failure),    0);
	}

	system.send_signal("init", SIGCONT);

	/* it is asked again at some time, and known from then on */
	constexpr unsigned MANY = 20;

	unsigned count = 0;
	while (std::ranges::any_of(notes_of_checkpoint(system), unanswered))
		ASSERT_LT(++count, MANY);

	auto const checkpoint = system.client().checkpoint({ "sheep_counter" });
	EXPECT_EQ(checkpoint.notes, Notes { });

	system.client().kill("sheep_counter");
	system.client().restore(checkpoint.image, { });

	ASSERT_TRUE(system.log().wait_for("sheep"));
	expect_clean(system);
}
