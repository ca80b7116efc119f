/*
 * \brief  Tests of small utilities
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <climits>
#include <type_traits>

#include <gtest/gtest.h>

#include <base/cache.h>
#include <base/exception.h>
#include <util/endian.h>
#include <util/misc_math.h>
#include <util/noncopyable.h>
#include <util/retry.h>
#include <util/touch.h>

namespace {

	struct Expected : Genode::Exception { };
	struct Other    : Genode::Exception { };
	struct Special  : Expected { };
}


TEST(Retry, returns_the_result_of_the_first_success)
{
	unsigned handled = 0;

	for (unsigned failures = 0; failures < 4; failures++) {

		unsigned attempts = 0;
		handled = 0;

		int const result = Genode::retry<Expected>(
			[&] { if (attempts++ < failures) throw Expected(); return 42; },
			[&] { handled++; });

		EXPECT_EQ(result, 42);
		EXPECT_EQ(attempts, failures + 1);
		EXPECT_EQ(handled, failures);
	}
}


TEST(Retry, gives_up_after_the_given_number_of_attempts)
{
	for (unsigned limit = 0; limit < 4; limit++) {

		unsigned attempts = 0, handled = 0;

		EXPECT_THROW(Genode::retry<Expected>(
			[&] { attempts++; throw Expected(); },
			[&] { handled++; }, limit), Expected);

		/* each failure is handled, including the last one */
		EXPECT_EQ(attempts, limit);
		EXPECT_EQ(handled, limit);
	}
}


TEST(Retry, passes_other_exceptions_through)
{
	unsigned handled = 0;
	auto const handler = [&] { handled++; };

	EXPECT_THROW(Genode::retry<Expected>([] { throw Other(); }, handler), Other);
	EXPECT_EQ(handled, 0u);

	EXPECT_THROW(Genode::retry<Expected>([] { throw Expected(); }, [] { throw Other(); }), Other);

	/* a derived exception counts as the expected one */
	bool first = true;
	Genode::retry<Expected>([&] { if (first) throw Special(); }, [&] { first = false; });
	EXPECT_FALSE(first);
}


TEST(Misc_math, min_max_abs)
{
	static_assert(Genode::min(1, 2) == 1 && Genode::max(1, 2) == 2);
	static_assert(Genode::min(-1, 1) == -1 && Genode::max(1u, ~0u) == ~0u);
	static_assert(Genode::abs(-3) == 3 && Genode::abs(3L) == 3 && Genode::abs(0) == 0);
}


TEST(Misc_math, alignment)
{
	static_assert(Genode::align_addr(0x1001UL, 12) == 0x2000);

	for (int align = 0; align < 12; align++) {

		unsigned long const size = 1UL << align;

		for (unsigned long addr = 0; addr < 5000; addr += 7) {

			unsigned long const result = Genode::align_addr(addr, align);

			EXPECT_EQ(result % size, 0u);
			EXPECT_GE(result, addr);
			EXPECT_LT(result, addr + size);

			EXPECT_EQ(Genode::aligned(addr, (unsigned)align), addr % size == 0);
			EXPECT_EQ((int)result, Genode::align_addr((int)addr, align));
		}
	}

	EXPECT_EQ(Genode::align_addr(~0UL, 12), 0u);
	EXPECT_EQ(Genode::align_addr(1UL << 63, 63), 1UL << 63);
	EXPECT_EQ(Genode::align_addr(1UL, 63), 1UL << 63);
}


TEST(Misc_math, log2)
{
	static_assert(Genode::log2(8UL) == 3);

	for (unsigned i = 0; i < 64; i++) {
		EXPECT_EQ(Genode::log2(1UL << i), i);
		EXPECT_EQ(Genode::log2(~0UL >> (63 - i)), i);
	}

	EXPECT_EQ(Genode::log2(0UL), ~0UL);
	EXPECT_EQ(Genode::log2(0), -1);
	EXPECT_EQ(Genode::log2(5), 2);
	EXPECT_EQ(Genode::log2(-1), 31);
	EXPECT_EQ(Genode::log2((signed char)-1), 7);
	EXPECT_EQ(Genode::log2((unsigned short)0x8000), 15);
	EXPECT_EQ(Genode::log2(sizeof(long)), 3u);
}


TEST(Endian, swaps_bytes)
{
	EXPECT_EQ(host_to_big_endian((Genode::uint8_t)0x12), 0x12);
	EXPECT_EQ(host_to_big_endian((Genode::uint16_t)0x1234), 0x3412);
	EXPECT_EQ(host_to_big_endian((Genode::uint32_t)0x12345678), 0x78563412u);
	EXPECT_EQ(host_to_big_endian((Genode::uint64_t)0x123456789abcdef0), 0xf0debc9a78563412u);
	EXPECT_EQ(host_to_big_endian((Genode::int16_t)0x00ff), (Genode::int16_t)0xff00);
	EXPECT_EQ(big_endian_to_host(host_to_big_endian(0x01020304u)), 0x01020304u);
	EXPECT_EQ(Genode::host_to_big_endian(1u), 0x01000000u);
}


TEST(Touch, leaves_the_memory_as_it_is)
{
	unsigned char byte = 0x5a;

	Genode::touch_read(&byte);
	EXPECT_EQ(byte, 0x5a);

	Genode::touch_read_write(&byte);
	EXPECT_EQ(byte, 0x5a);
}


TEST(Noncopyable, rules_out_copies)
{
	struct Unique : Genode::Noncopyable { };

	static_assert(std::is_default_constructible_v<Unique>);
	static_assert(!std::is_copy_constructible_v<Unique>);
	static_assert(!std::is_copy_assignable_v<Unique>);
	static_assert(!std::is_move_constructible_v<Unique>);
}


TEST(Cache, attributes_have_the_values_of_the_protocol)
{
	static_assert(Genode::UNCACHED == 0 && Genode::WRITE_COMBINED == 1 && Genode::CACHED == 2);
}
