/*
 * \brief  Who pays for slots of capability spaces and for channels, and how much
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <list>

#include <malloc.h>

#include <gtest/gtest.h>

#include <core/pd_session.h>
#include <core/ram_session.h>
#include <core/services.h>
#include <host/process_pool.h>
#include <host/reaper.h>
#include <kernel/channel_charge.h>
#include <kernel/system.h>
#include <kernel/thread.h>

using Kernel::Cap_space;


namespace {

	constexpr size_t UNIT = Cap_space::SLOTS_AT_ONCE*Cap_space::SLOT_COST;

	struct Events : Core::Pd_events
	{
		unsigned refusals = 0;

		bool pd_starts(Core::Pd_session_component &) override { return true; }
		void pd_died(Core::Pd_session_component &, Death const &) override { }
		void pd_faulted(Core::Pd_session_component &, std::string const &) override { }
		void pd_lacks_quota(Core::Pd_session_component &) override { refusals++; }
		void pd_ends(Core::Pd_session_component &) override { }
	};

	/**
	 * Core without processes
	 */
	class Metadata : public testing::Test
	{
		private:

			Host::Arena        _arena  { 64 << 20 };
			Host::Reaper       _reaper { };
			Host::Process_pool _pool   { { _arena, _reaper, "", 0 }, 0, 0 };

		protected:

			Kernel::System     kernel { _pool };
			Events             events { };

		private:

			Core::Log_sink     _log    { [] (std::string const &) { } };
			Core::Rom_fs       _rom_fs { _arena, { } };
			Core::Services     _services { kernel, _arena, _rom_fs, _log, events };

			Kernel::Lock_guard _lock { kernel };

		protected:

			using Gates = std::vector<Kernel::Ref<Kernel::Gate>>;

			Gates gates { };

			template <typename T>
			struct Session
			{
				std::unique_ptr<Core::Session> session;

				T *operator -> () { return dynamic_cast<T *>(session.get()); }
				T &operator *  () { return *operator->(); }

				void close() { session.reset(); }
			};

			Session<Core::Pd_session_component> pd(std::string const &label)
			{
				return { _services.create({ .service = "PD", .args = "ram_quota=64K, label=\"" + label + "\"",
				                            .affinity = { } }) };
			}

			Session<Core::Ram_session_component> ram(std::string const &label, size_t quota)
			{
				Session<Core::Ram_session_component> result {
					_services.create({ .service = "RAM", .args = "ram_quota=64K, label=\"" + label + "\"",
					                   .affinity = { } }) };
				result->grant(quota);
				return result;
			}

			/** Return slot */
			Kernel::Slot insert(Core::Pd_session_component &pd)
			{
				gates.emplace_back(*new Kernel::Gate(kernel, "gate"));
				return pd.task().caps().insert(*gates.back(), Kernel::Rights::full(), nullptr);
			}

			/** Fill the space up to the given number of slots */
			void fill(Core::Pd_session_component &pd, size_t size)
			{
				while (pd.task().caps().size() < size && insert(pd));
			}

			~Metadata()
			{
				for (auto const &gate : gates)
					gate->destroy();
			}
	};
}


TEST_F(Metadata, first_slots_are_part_of_the_session_and_further_ones_cost_RAM)
{
	auto r = ram("a", 1 << 20);
	auto p = pd("a");

	fill(*p, Cap_space::PREPAID_SLOTS);
	EXPECT_EQ(r->used(), 0u);

	ASSERT_NE(insert(*p), 0u);
	EXPECT_EQ(r->used(), UNIT);

	fill(*p, Cap_space::PREPAID_SLOTS + 3*Cap_space::SLOTS_AT_ONCE);
	EXPECT_EQ(r->used(), 3*UNIT);

	p.close();
	EXPECT_EQ(r->used(), 0u);
}


TEST_F(Metadata, no_capability_is_delivered_that_nobody_pays_for)
{
	auto r = ram("a", 2*UNIT);
	auto p = pd("a");

	size_t const affordable = Cap_space::PREPAID_SLOTS + 2*Cap_space::SLOTS_AT_ONCE;

	fill(*p, 2*affordable);
	EXPECT_EQ(p->task().caps().size(), affordable);
	EXPECT_EQ(r->used(), 2*UNIT);
	EXPECT_EQ(events.refusals, 1u);

	/* what is held already can be received again */
	Kernel::Slot const last = Kernel::Slot(affordable - 1);
	EXPECT_EQ(p->task().caps().insert(*p->task().caps().lookup(last)->object, Kernel::Rights::full(), nullptr), last);

	/* a free slot is paid for */
	ASSERT_TRUE(p->task().caps().release(20, 1));
	EXPECT_EQ(insert(*p), 20u);
	EXPECT_EQ(insert(*p), 0u);

	/* more quota, more slots */
	r->grant(UNIT);
	EXPECT_EQ(insert(*p), affordable);
	EXPECT_EQ(events.refusals, 1u);
}


TEST_F(Metadata, slots_that_are_given_up_are_not_paid_anymore)
{
	auto r = ram("a", 1 << 20);
	auto p = pd("a");

	fill(*p, 1000);
	EXPECT_EQ(r->used(), Cap_space::cost(1000));

	for (Kernel::Slot slot = 999; slot >= 500; slot--)
		ASSERT_TRUE(p->task().caps().release(slot, 1));
	EXPECT_EQ(r->used(), Cap_space::cost(500));

	/* a dead capability occupies its slot */
	p->task().caps().kill(*p->task().caps().lookup(499));
	EXPECT_EQ(r->used(), Cap_space::cost(500));

	p->task().caps().clear();
	EXPECT_EQ(r->used(), 0u);
}


TEST_F(Metadata, restored_slots_are_paid_whatever_the_quota)
{
	auto r = ram("a", UNIT);
	auto p = pd("a");

	gates.emplace_back(*new Kernel::Gate(kernel, "gate"));
	EXPECT_TRUE(p->task().caps().insert_at(500, *gates.back(), Kernel::Rights::full(), 1, nullptr));
	EXPECT_EQ(r->used(), Cap_space::cost(501));
	EXPECT_EQ(r->available(), 0u);

	EXPECT_TRUE(p->task().caps().release(500, 1));
	EXPECT_EQ(r->used(), 0u);
}


TEST_F(Metadata, the_closest_ancestor_pays)
{
	auto outer  = ram("a", 1 << 20), inner = ram("a -> b", 1 << 20), second = ram("a -> b", 1 << 20);
	auto orphan = pd("a -> c -> d"), child = pd("a -> b");

	fill(*orphan, 100);
	EXPECT_EQ(outer->used(), Cap_space::cost(100));

	fill(*child, 200);
	EXPECT_EQ(inner->used(), Cap_space::cost(200));
	EXPECT_EQ(second->used(), 0u);

	/* another account takes over what a closed one paid */
	inner.close();
	EXPECT_EQ(second->used(), Cap_space::cost(200));
	fill(*child, 300);
	EXPECT_EQ(second->used(), Cap_space::cost(300));

	second.close();
	EXPECT_EQ(outer->used(), Cap_space::cost(100) + Cap_space::cost(300));
	child.close();
	EXPECT_EQ(outer->used(), Cap_space::cost(100));
}


TEST_F(Metadata, channels_are_paid_from_the_donation)
{
	using Kernel::Channel_charge;

	auto r = ram("a", 1 << 20);
	auto p = pd("a");

	size_t const before = p->donation().used();
	{
		std::list<Channel_charge> charges { };

		for (size_t left = p->donation().limit() - before; left >= 4096; left -= 4096)
			charges.emplace_back(p->task());

		EXPECT_THROW(Channel_charge { p->task() }, Channel_charge::Refused);
		EXPECT_EQ(p->donation().used(), before + charges.size()*4096);
		EXPECT_EQ(r->used(), 0u);
	}
	EXPECT_EQ(p->donation().used(), before);

	/* a charge may outlive the session */
	Kernel::Ref<Kernel::Task> const task(p->task());
	Channel_charge            const charge(*task);
	p.close();
}


TEST_F(Metadata, slots_take_no_more_memory_than_is_paid)
{
	constexpr size_t NUM = 60000;

	auto r = ram("a", 64 << 20);
	auto p = pd("a");

	for (size_t i = 0; i < NUM; i++)
		gates.emplace_back(*new Kernel::Gate(kernel, "gate"));

	auto allocated = [] { struct mallinfo2 const info = mallinfo2(); return info.uordblks + info.hblkhd; };

	size_t const before = allocated();
	for (auto const &gate : gates)
		ASSERT_NE(p->task().caps().insert(*gate, Kernel::Rights::full(), nullptr), 0u);

	size_t const prepaid = Cap_space::PREPAID_SLOTS*Cap_space::SLOT_COST;
	EXPECT_LE(allocated() - before, r->used() + prepaid);
}
