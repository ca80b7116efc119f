/*
 * \brief  Tests of the memory of the system
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <host/arena.h>

using namespace Host;

static bool zero(Memory const &memory)
{
	return std::all_of(memory.data(), memory.data() + memory.size(),
	                   [] (char c) { return c == 0; });
}


TEST(Arena, memory_is_zero_also_after_reuse)
{
	Arena arena(64 << 20);

	for (size_t const size : { size_t(1), size_t(4096), size_t(5000), size_t(4) << 20 })
		for (unsigned round = 0; round < 3; round++) {
			Memory memory = arena.allocate(size);
			EXPECT_GE(memory.size(), size);
			EXPECT_EQ(memory.size() % 4096, 0u);
			EXPECT_TRUE(zero(memory));
			memset(memory.data(), 0xff, memory.size());
		}
}


TEST(Arena, tells_what_is_used_and_when_that_may_change)
{
	Arena arena(64 << 20);

	unsigned calls = 0;
	arena.observe([&] { calls++; });
	{
		Memory const memory = arena.allocate(8 << 20);
		EXPECT_EQ(calls, 1u);
		EXPECT_EQ(arena.used(), 0u);

		memset(memory.data(), 1, 4 << 20);
		EXPECT_EQ(arena.used(), 4u << 20);
	}
	EXPECT_EQ(calls, 2u);
	EXPECT_EQ(arena.used(), 0u);

	arena.observe({ });
	(void)arena.allocate(8 << 20);
	EXPECT_EQ(calls, 2u);
}


TEST(Arena, exhaustion_is_reported_and_recovered_from)
{
	Arena arena(1 << 20);
	{
		std::vector<Memory> all;
		for (unsigned i = 0; i < 256; i++)
			all.push_back(arena.allocate(4096));

		EXPECT_EQ(arena.available(), 0u);
		EXPECT_THROW(arena.allocate(1), Arena::Out_of_memory);

		for (Memory const &memory : all)
			memset(memory.data(), 1, memory.size());
	}

	/* the small recycled ranges must be usable as one large range */
	EXPECT_EQ(arena.available(), size_t(1 << 20));
	EXPECT_TRUE(zero(arena.allocate(1 << 20)));
	EXPECT_THROW(arena.allocate(size_t(2) << 20), Arena::Out_of_memory);
}


TEST(Arena, moving_transfers_ownership)
{
	Arena arena(1 << 20);
	Memory a = arena.allocate(4096);
	Memory b = std::move(a);
	EXPECT_FALSE(a.valid());
	EXPECT_TRUE(b.valid());
	a = arena.allocate(8192);
	b = std::move(a);
	a = Memory();
	EXPECT_EQ(arena.available(), size_t((1 << 20) - 8192));
}


namespace {

	/**
	 * Fill memory as somebody else does, so nucleus does not map it
	 */
	void fill(Arena const &arena, Memory const &memory)
	{
		std::vector<char> const content(memory.size(), 'x');

		int const fd = arena.open_again();
		EXPECT_EQ(pwrite(fd, content.data(), content.size(), off_t(memory.offset())),
		          ssize_t(content.size()));
		close(fd);
	}

	/**
	 * Return number of pages of the memory that nucleus has mapped
	 *
	 * See proc_pid_pagemap(5).
	 */
	size_t mapped_pages(Memory const &memory)
	{
		constexpr unsigned PRESENT = 63;

		std::vector<uint64_t> entries(memory.size()/4096);

		size_t const size = entries.size()*sizeof(entries[0]);
		off_t  const from = off_t(uintptr_t(memory.data())/4096*sizeof(entries[0]));

		int const fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
		EXPECT_EQ(pread(fd, entries.data(), size, from), ssize_t(size));
		close(fd);

		return size_t(std::ranges::count_if(entries, [] (uint64_t entry) { return entry >> PRESENT; }));
	}
}


TEST(Arena, existing_pages_are_mapped_in_advance)
{
	constexpr size_t SIZE = 8u << 20;

	/* of Linux 6.5, with invalid arguments */
	constexpr long SYS_CACHESTAT = 451;
	if (syscall(SYS_CACHESTAT, -1, nullptr, nullptr, 0) != 0 && errno == ENOSYS)
		GTEST_SKIP() << "the host does not tell the number of existing pages";

	Arena arena(64 << 20);

	for (unsigned round = 0; round < 2; round++) {

		Memory const empty = arena.allocate(SIZE), memory = arena.allocate(SIZE);
		fill(arena, memory);
		EXPECT_EQ(mapped_pages(memory), 0u);

		/* a call is content with a part of it */
		unsigned calls = 1;
		while (arena.map_in_advance())
			calls++;
		EXPECT_GT(calls, 1u);
		EXPECT_EQ(mapped_pages(memory), SIZE/4096);

		/* what is not there stays away */
		EXPECT_EQ(mapped_pages(empty), 0u);
		EXPECT_EQ(arena.used(), SIZE);
	}
}
