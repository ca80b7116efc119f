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

	constexpr unsigned RESTORES = 150;

	struct Attempts { unsigned checkpoints = 0, restores = 0, missed = 0; };

	bool contains(std::string const &line, char const *text) { return line.find(text) != std::string::npos; }

	/**
	 * Capture component at a random instant, and put it back soon after
	 *
	 * The component may not exist at the one or the other time.
	 *
	 * \return  false if the parent will wait in vain, because another instance
	 *          of its child was killed, or got the state of one that is over
	 */
	bool attempt(System &system, std::string const &name, std::minstd_rand &random, Attempts &attempts)
	{
		using Control::Error_code;

		bool killed = false;
		try {
			auto const checkpoint = system.client().checkpoint({ name });
			attempts.checkpoints++;

			if (random() % 2)
				std::this_thread::sleep_for(std::chrono::microseconds(random() % 10000));
			if (random() % 4 == 0) {
				system.client().kill(name);
				killed = true;
			}

			auto const restored = system.client().restore(checkpoint.image, { .verify = true });
			attempts.restores++;

			for (Control::Report_entry const &entry : restored.report)
				if (entry.kind == "Task" && entry.name == restored.label)
					return entry.outcome == "kept";
		}
		catch (Control::Request_failed const &failed) {
			/* the parent is destroying the component, or is not ready yet */
			std::string const what   = failed.what();
			bool        const parent = contains(what, "does not answer")
			                        || contains(what, "origin is unknown")
			                        || contains(what, "was freed during the restore");

			/* another instance may have got less than the one that was captured */
			bool const poorer = failed.code == Error_code::OUT_OF_QUOTA;

			EXPECT_TRUE(failed.code == Error_code::UNKNOWN_COMPONENT || parent || poorer
			         || failed.code == Error_code::WRONG_STATE) << what;
			attempts.missed++;
		}
		return !killed;
	}

	using Lines = std::vector<std::string>;

	Lines errors(System &system) { return system.log().lines("Error"); }

	/**
	 * Return errors but those of a child that is being destroyed
	 *
	 * Such a child runs until its threads are gone, without what its parent
	 * has closed already. As a rule it does not notice, for it waits for its
	 * end. But it does if it is put back to an earlier state then.
	 */
	Lines errors_of_living(System &system)
	{
		Lines result { };
		bool  living = true;

		for (std::string const &line : system.log().lines()) {
			if (contains(line, " is born"))
				living = true;
			if (living && contains(line, "Error"))
				result.push_back(line);
			if (contains(line, " lived well"))
				living = false;
		}
		return result;
	}

	void expect_lives(System &system, unsigned count, Lines (&errors)(System &))
	{
		system.log().skip();
		for (unsigned i = 0; i < count; i++)
			ASSERT_TRUE(system.log().wait_for(" lived well"));

		Lines const lines = errors(system);
		ASSERT_TRUE(lines.empty()) << lines.front();
	}
}


TEST(Instants, child_in_all_phases)
{
	std::minstd_rand random(1);
	Attempts         attempts;

	while (attempts.restores < RESTORES && !HasFailure()) {

		Scratch_directory directory;
		System            system(directory, scenario(child("nursery", "16M")));
		ASSERT_TRUE(system.log().wait_for("infant 1 lived well"));

		bool same = true;
		while (same && attempts.restores < RESTORES && !HasFailure()) {
			std::this_thread::sleep_for(std::chrono::microseconds(random() % 30000));
			same = attempt(system, "infant", random, attempts);
		}
		if (same)
			expect_lives(system, 3, errors_of_living);
	}
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

	while (attempts.restores < RESTORES && !HasFailure()) {
		std::this_thread::sleep_for(std::chrono::microseconds(random() % 30000));
		attempt(system, "nursery", random, attempts);
	}
	EXPECT_EQ(attempts.missed, 0u);
	expect_lives(system, 3, errors);
}
