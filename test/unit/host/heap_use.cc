/*
 * \brief  Tests of the number of requests for memory
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include <host/heap_use.h>

using namespace Host;


/*
 * The compiler may leave out memory that nobody looks at
 */
static void look_at(void const *addr) { asm volatile ("" : : "r" (addr) : "memory"); }


TEST(Heap_use, counts_what_the_current_thread_requests)
{
	uint64_t const before = heap_requests();

	auto const one = std::make_unique<int>(1);
	look_at(one.get());
	EXPECT_EQ(heap_requests(), before + 1);

	std::vector<int> const many(100);
	look_at(many.data());
	EXPECT_EQ(heap_requests(), before + 2);
}


TEST(Heap_use, does_not_count_what_others_request)
{
	std::thread other([] { look_at(std::make_unique<int>(1).get()); });

	uint64_t const before = heap_requests();
	other.join();
	EXPECT_EQ(heap_requests(), before);
}
