/*
 * \brief  The four capabilities that this project started with
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include <rtcr/format.h>

#include "system.h"

using namespace Scenario_test;


namespace {

	using Capability   = Control::Capability;
	using Capabilities = std::vector<Capability>;

	/**
	 * Return what must be the same before and after a restore
	 *
	 * The labels that others have chosen for their gates are their business.
	 */
	std::string identity(Capability const &cap)
	{
		bool const own = cap.label && cap.name.find("Parent") == std::string::npos && cap.name.find("ession") == std::string::npos;

		return std::to_string(cap.slot) + " " + cap.kind + " '" + cap.name + "' "
		     + (own ? std::to_string(*cap.label) : "-") + " " + cap.rights + " of "
		     + cap.owner + " at '" + cap.attached + "'";
	}

	std::vector<std::string> identities(Capabilities const &caps)
	{
		std::vector<std::string> result;
		for (Capability const &cap : caps)
			result.push_back(identity(cap));

		return result;
	}

	/**
	 * Check that the kernel's table and the component's own map agree
	 */
	void expect_agreement(Capabilities const &caps)
	{
		for (Capability const &cap : caps) {
			EXPECT_FALSE(cap.kind.empty()) << "dead slot " << cap.slot;
			EXPECT_TRUE(cap.map_count && *cap.map_count) << identity(cap);
		}
	}

	Capability const *find(Capabilities const &caps, std::string const &name)
	{
		for (Capability const &cap : caps)
			if (cap.name == name)
				return &cap;

		return nullptr;
	}

	/**
	 * Construct component that destroys an entrypoint at a given tick
	 */
	std::string exit_cap_config(unsigned destroy_at)
	{
		return scenario(timer() + child("exit_cap", "2M", "<config period_ms=\"20\" destroy_at=\""
		                                + std::to_string(destroy_at) + "\"/>"));
	}
}


/*
 * CAP1: the entrypoint that is destroyed was created before the checkpoint
 */
TEST(Four_capabilities, exit_cap_ends_entrypoint_after_restore)
{
	Scratch_directory directory;
	System            system(directory, exit_cap_config(60));
	ASSERT_TRUE(system.log().wait_for("tick 10"));

	auto const before     = system.client().capabilities("exit_cap");
	auto const checkpoint = system.client().checkpoint({ "exit_cap" });

	ASSERT_TRUE(find(before, "exit_cap"));

	system.client().kill("exit_cap");
	system.log().skip();
	system.client().restore(checkpoint.image, { .verify = true });

	EXPECT_TRUE(system.log().wait_for("entrypoint destroyed"));
	EXPECT_TRUE(system.log().wait_for("entrypoint recreated"));
	EXPECT_TRUE(system.log().wait_for("tick 70"));
	expect_clean(system);
}


/*
 * The same with all objects created anew
 */
TEST(Four_capabilities, exit_cap_ends_entrypoint_in_later_run)
{
	Scratch_directory directory;
	Path const        file = directory / "exit_cap.snap";
	{
		System system(directory, exit_cap_config(60));
		ASSERT_TRUE(system.log().wait_for("tick 10"));
		ASSERT_EQ(system.tool("checkpoint exit_cap -o " + file.string()).code, 0);
	}
	System system(directory, exit_cap_config(60), "--verify --restore " + file.string());

	EXPECT_TRUE(system.log().wait_for("entrypoint destroyed"));
	EXPECT_TRUE(system.log().wait_for("entrypoint recreated"));
	EXPECT_TRUE(system.log().wait_for("tick 70"));
	EXPECT_TRUE(system.log().lines("entrypoint created").empty());
	expect_clean(system);
}


/*
 * CAP2 and CAP3: signals reach the handlers, and the signal-handler thread
 * waits at the semaphore instead of spinning
 */
TEST(Four_capabilities, signals_arrive_after_restore)
{
	std::string const config =
		scenario(timer() + child("signaller", "4M", "<config threads=\"2\" tick_ms=\"5\" period_ms=\"50\"/>"));

	Scratch_directory directory;
	Path const        file = directory / "signaller.snap";
	{
		System system(directory, config);
		ASSERT_TRUE(system.log().wait_for("signals: "));
		ASSERT_TRUE(system.log().wait_for("signals: "));

		ASSERT_EQ(system.tool("checkpoint signaller -o " + file.string()).code, 0);
		ASSERT_EQ(system.tool("kill signaller").code, 0);
		system.log().skip();
		ASSERT_EQ(system.tool("restore --verify " + file.string()).code, 0);

		ASSERT_TRUE(system.log().wait_for("signals: "));
		expect_clean(system);
	}
	System system(directory, config, "--verify --restore " + file.string());

	auto const first = system.log().wait_for("signals: ");
	ASSERT_TRUE(first);
	for (unsigned i = 0; i < 10; i++)
		ASSERT_TRUE(system.log().wait_for("signals: "));

	auto const semaphore = system.capability("signaller", "blocking_semaphore");
	ASSERT_TRUE(semaphore);
	EXPECT_EQ(semaphore->kind, "Irq");
	EXPECT_EQ(semaphore->attached, "init -> signaller 'signal handler'");
	expect_clean(system);
}


/*
 * CAP3: captured state of the semaphore
 */
TEST(Four_capabilities, semaphore_is_attached_by_record)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + child("sheep_counter", "2M")));
	ASSERT_TRUE(system.log().wait_for("2 sheep"));

	auto const           checkpoint = system.client().checkpoint({ "sheep_counter" });
	Rtcr::Snapshot const snapshot   = Rtcr::read_metadata(checkpoint.image.metadata);

	ASSERT_EQ(snapshot.signal_sources.size(), 1u);

	Rtcr::Signal_source const &source = snapshot.signal_sources[0];
	ASSERT_EQ(source.attached.kind, Rtcr::Ref::Kind::THREAD);

	Rtcr::Thread const &thread = snapshot.threads[source.attached.index];
	EXPECT_EQ(thread.name, "signal handler");
	EXPECT_EQ(thread.state, Kernel::Thread::State::RECEIVING);
	EXPECT_EQ(thread.irq.kind, Rtcr::Ref::Kind::IRQ);

	/* the semaphore was created anew by core, which attaches it again */
	system.client().kill("sheep_counter");
	system.client().restore(checkpoint.image, { .verify = true });

	auto const semaphore = system.capability("sheep_counter", "blocking_semaphore");
	ASSERT_TRUE(semaphore);
	EXPECT_EQ(semaphore->attached, "init -> sheep_counter 'signal handler'");
}


namespace {

	std::string construction_config()
	{
		return scenario(timer() + child("slow_construct", "2M", "<config period_ms=\"200\"/>"));
	}
}


/*
 * CAP4: the constructor call is in flight
 */
TEST(Four_capabilities, construction_is_finished_after_restore)
{
	Scratch_directory directory;
	Path const        file = directory / "slow.snap";
	{
		System system(directory, construction_config());
		ASSERT_TRUE(system.log().wait_for("constructing 4"));

		auto const before = system.client().capabilities("slow_construct");
		ASSERT_TRUE(find(before, "constructor_cap"));

		ASSERT_EQ(system.tool("checkpoint slow_construct -o " + file.string()).code, 0);
		ASSERT_EQ(system.tool("kill slow_construct").code, 0);
		system.log().skip();
		ASSERT_EQ(system.tool("restore --verify " + file.string()).code, 0);

		EXPECT_EQ(identities(system.client().capabilities("slow_construct")), identities(before));

		EXPECT_TRUE(system.log().wait_for("] constructed"));
		EXPECT_TRUE(system.log().wait_for("alive 2"));
	}

	System system(directory, construction_config(), "--verify --restore " + file.string());

	EXPECT_TRUE(system.log().wait_for("] constructed"));
	EXPECT_TRUE(system.log().wait_for("alive 2"));
	EXPECT_TRUE(system.log().lines("constructing 2").empty());
}


TEST(Four_capabilities, constructor_cap_is_absent_after_construction)
{
	Scratch_directory directory;
	System            system(directory, construction_config());
	ASSERT_TRUE(system.log().wait_for("alive 2"));

	auto const before = system.client().capabilities("slow_construct");
	EXPECT_FALSE(find(before, "constructor_cap"));
	expect_agreement(before);

	auto const checkpoint = system.client().checkpoint({ "slow_construct" });
	system.client().kill("slow_construct");
	system.log().skip();
	system.client().restore(checkpoint.image, { .verify = true });
	ASSERT_TRUE(system.log().wait_for("alive "));

	auto const after = system.client().capabilities("slow_construct");
	EXPECT_FALSE(find(after, "constructor_cap"));
	EXPECT_EQ(identities(after), identities(before));
}


namespace {

	struct Slots : testing::TestWithParam<char const *>
	{
		std::string config() const
		{
			std::string const name = GetParam();

			std::string peers = timer();
			if (name == "kv_client")
				peers += child("kv_server", "8M", "<provides> <service name=\"Kv\"/> </provides>");

			return scenario(peers + child(name, "8M", "<config period_ms=\"30\" round_ms=\"200\"/>"));
		}
	};
}


/*
 * All slots are as they were, in the same system and in a later run
 */
TEST_P(Slots, are_the_same_after_restore)
{
	std::string const component = GetParam();
	Scratch_directory directory;
	Path const        file = directory / "component.snap";

	std::vector<std::string> before;
	{
		System system(directory, config());
		for (unsigned i = 0; i < 3; i++)
			ASSERT_TRUE(system.log().wait_for("[init -> " + component + "]"));

		auto const caps = system.client().capabilities(component);
		expect_agreement(caps);
		before = identities(caps);

		for (char const * const name : { "exit_cap", "signal_proxy_cap", "blocking_semaphore" })
			EXPECT_TRUE(find(caps, name)) << name;

		ASSERT_EQ(system.tool("checkpoint " + component + " -o " + file.string()).code, 0);
		ASSERT_EQ(system.tool("kill " + component).code, 0);
		ASSERT_EQ(system.tool("restore --verify " + file.string()).code, 0);

		auto const after = system.client().capabilities(component);
		expect_agreement(after);
		EXPECT_EQ(identities(after), before);
	}

	System system(directory, config(), "--verify --restore " + file.string());
	ASSERT_TRUE(system.log().wait_for("[init -> " + component + "]"));

	auto const after = system.client().capabilities(component);
	expect_agreement(after);
	EXPECT_EQ(identities(after), before);
}


INSTANTIATE_TEST_SUITE_P(Four_capabilities, Slots,
                         testing::Values("sheep_counter", "registers", "kv_client", "signaller"),
                         [] (auto const &info) { return std::string(info.param); });


TEST(Four_capabilities, caps_command_prints_table_and_json)
{
	Scratch_directory directory;
	System            system(directory, scenario(timer() + child("sheep_counter", "2M")));
	ASSERT_TRUE(system.log().wait_for("2 sheep"));

	Outcome const table = system.tool("caps sheep_counter");
	EXPECT_EQ(table.code, 0);
	for (char const * const text : { "CAP1", "CAP2", "CAP3", "exit_cap", "signal_proxy_cap",
	                                 "blocking_semaphore", "'signal handler'", "map and space agree" })
		EXPECT_TRUE(table.says(text)) << text << "\n" << table.output;

	Outcome const json = system.tool("caps sheep_counter --json");
	EXPECT_EQ(json.code, 0);

	auto const parsed = nlohmann::json::parse(json.output);
	auto const caps   = system.client().capabilities("sheep_counter");

	auto const &slots = parsed.is_array() ? parsed : parsed.at("capabilities");
	ASSERT_EQ(slots.size(), caps.size());
	for (size_t i = 0; i < caps.size(); i++) {
		EXPECT_EQ(slots[i].at("slot"), caps[i].slot);
		EXPECT_EQ(slots[i].at("kind"), caps[i].kind);
		EXPECT_EQ(slots[i].at("name"), caps[i].name);
	}
}
