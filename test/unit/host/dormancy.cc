/*
 * \brief  Tests of the bookkeeping about what nobody writes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <random>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include <host/dormancy.h>

using Host::Dormancy;


namespace {

	constexpr uint64_t PART = Dormancy::PART_SIZE;

	/** Address space of which all parts stay awake or become dormant by turns */
	struct Space
	{
		Dormancy dormancy { };

		explicit Space(uint64_t parts) { dormancy.add(0, parts*PART); }

		void write(uint64_t part)
		{
			Dormancy::Record(dormancy, part*PART).written(part*PART + PART/2, 1);
		}

		/* return parts that became dormant */
		std::set<uint64_t> checkpoint()
		{
			std::set<uint64_t> result;
			for (Dormancy::Range const &range : dormancy.next_checkpoint()) {
				dormancy.rest(range);
				for (uint64_t addr = range.addr; addr < range.addr + range.size; addr += PART)
					result.insert(addr/PART);
			}
			return result;
		}

		void checkpoints(unsigned count)
		{
			for (unsigned i = 0; i < count; i++)
				(void)checkpoint();
		}

		std::vector<uint64_t> awake(uint64_t parts) const
		{
			std::vector<uint64_t> result;
			dormancy.for_each_awake(0, parts*PART, [&] (uint64_t addr, uint64_t size) {
				for (; size; addr += PART, size -= PART)
					result.push_back(addr/PART); });
			return result;
		}
	};
}


TEST(Dormancy, few_parts_stay_awake)
{
	Space space(Dormancy::MIN_AWAKE);

	space.checkpoints(4*Dormancy::MAX_PATIENCE);
	EXPECT_EQ(space.dormancy.num_dormant(), 0u);
}


TEST(Dormancy, only_parts_that_are_not_written_become_dormant)
{
	constexpr uint64_t PARTS = 64, WRITTEN = 40;

	Space space(PARTS);

	for (unsigned i = 0; i < 8*Dormancy::MIN_PATIENCE; i++) {
		space.write(WRITTEN);
		for (uint64_t const part : space.checkpoint()) {
			EXPECT_NE(part, WRITTEN);
			EXPECT_GE(i + 1, Dormancy::MIN_PATIENCE);
		}
	}
	EXPECT_EQ(space.dormancy.num_dormant(), PARTS - Dormancy::MIN_AWAKE);
}


TEST(Dormancy, part_that_awakes_often_stays_awake_for_longer)
{
	Space space(2*Dormancy::MIN_AWAKE);

	unsigned previous = 0;

	for (unsigned round = 0; round < 4; round++) {

		unsigned age = 0;
		for (bool dormant = false; !dormant; age++) {
			/* the others stay awake, so there is a choice of one */
			for (uint64_t part = 1; part < 2*Dormancy::MIN_AWAKE; part++)
				space.write(part);
			dormant = space.checkpoint().contains(0);
		}
		EXPECT_GT(age, previous + previous/2);
		previous = age;

		space.write(0);
		ASSERT_TRUE(space.dormancy.wake(17));
	}
}


TEST(Dormancy, sequence_of_writes_wakes_more_and_more)
{
	constexpr uint64_t PARTS = 512;

	Space space(PARTS);
	space.checkpoints(2048);

	unsigned faults = 0;
	for (uint64_t part = 0; part < PARTS; part++)
		faults += space.dormancy.wake(part*PART).has_value();

	EXPECT_EQ(space.dormancy.num_dormant(), 0u);
	EXPECT_LE(faults, 25u);
}


TEST(Dormancy, cut_parts_are_those_at_the_edges_of_a_range)
{
	Space space(64);
	space.checkpoints(2048);
	ASSERT_EQ(space.awake(64).size(), Dormancy::MIN_AWAKE);

	/* the first ones are dormant */
	using Parts = std::vector<uint64_t>;
	EXPECT_EQ(space.dormancy.cut(0,      4*PART),   Parts({ }));
	EXPECT_EQ(space.dormancy.cut(4096,   2*PART),   Parts({ 0, 2*PART }));
	EXPECT_EQ(space.dormancy.cut(PART,   4096),     Parts({ PART }));
	EXPECT_EQ(space.dormancy.cut(4096,   4096),     Parts({ 0 }));
	EXPECT_EQ(space.dormancy.cut(63*PART, 64*PART), Parts({ }));
}


/*
 * Mappings come and go, parts rest and awake; a simple model tells what must be
 * awake
 */
TEST(Dormancy, random_changes_agree_with_a_model)
{
	constexpr uint64_t PARTS = 96;

	std::mt19937   random(11);
	Space          space(0);
	std::set<uint64_t> mapped, dormant;

	auto wake = [&] (uint64_t addr) {
		auto const range = space.dormancy.wake(addr);
		EXPECT_EQ(range.has_value(), dormant.contains(addr/PART));
		if (!range)
			return;
		EXPECT_EQ(range->addr, addr/PART*PART);
		for (uint64_t part = range->addr/PART; part < (range->addr + range->size)/PART; part++)
			EXPECT_EQ(dormant.erase(part), 1u);
	};

	auto remove = [&] (uint64_t addr, uint64_t size) {
		for (uint64_t const cut : space.dormancy.cut(addr, size))
			wake(cut);
		space.dormancy.remove(addr, size);
		for (uint64_t part = addr/PART; part*PART < addr + size; part++) {
			mapped.erase(part);
			dormant.erase(part);
		}
	};

	for (unsigned step = 0; step < 20000; step++) {

		uint64_t const addr = random() % (PARTS*PART/4096)*4096;
		uint64_t const size = (1 + random() % (24*PART/4096))*4096;

		switch (random() % 200) {
		case 0:
			remove(addr, size);
			space.dormancy.add(addr, size);
			for (uint64_t part = (addr + PART - 1)/PART; (part + 1)*PART <= addr + size; part++)
				mapped.insert(part);
			break;

		case 1:
			remove(addr, size);
			break;

		case 2: case 3: case 4:
			wake(addr);
			break;

		default:
			for (uint64_t const part : space.checkpoint()) {
				EXPECT_TRUE(mapped.contains(part));
				EXPECT_TRUE(dormant.insert(part).second);
			}
		}

		ASSERT_EQ(space.dormancy.num_dormant(), dormant.size()) << "step " << step;

		uint64_t covered = 0;
		space.dormancy.for_each_awake(addr, size, [&] (uint64_t from, uint64_t bytes) {
			covered += bytes;
			for (uint64_t part = from/PART; part*PART < from + bytes; part++)
				ASSERT_FALSE(dormant.contains(part));
		});
		for (uint64_t const part : dormant) {
			uint64_t const start = std::max(addr, part*PART), end = std::min(addr + size, (part + 1)*PART);
			covered += start < end ? end - start : 0;
		}
		ASSERT_EQ(covered, size);
	}
}
