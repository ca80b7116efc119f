/*
 * \brief  Tests of registers and bitfields, as values and memory-mapped
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstring>

#include <gtest/gtest.h>

#include <util/mmio.h>
#include <util/register.h>

#include <support.h>

using namespace Util_test;
using Genode::addr_t;
using Genode::uint16_t;
using Genode::uint8_t;

/* the types of the C library differ */
typedef Genode::uint32_t word_t;
typedef Genode::uint64_t dword_t;

namespace {

	struct Value : Genode::Register<16>
	{
		struct Low  : Bitfield<0, 3>  { enum { TWO = 2 }; };
		struct Mid  : Bitfield<4, 8>  { };
		struct High : Bitfield<15, 1> { };
		struct All  : Bitfield<0, 16> { };

		struct Both  : Genode::Bitset_2<High, Low> { };
		struct Three : Genode::Bitset_3<Mid, High, Low> { };

		static access_t initial()
		{
			access_t v = 0;
			Low::set(v, Low::TWO);
			High::set(v);
			return v;
		}
	};

	struct Full : Genode::Register<64>
	{
		struct All  : Bitfield<0, 64>  { };
		struct High : Bitfield<32, 32> { };
	};

	struct Device : Genode::Mmio
	{
		Device(addr_t base) : Mmio(base) { }

		struct Control : Register<0x00, 32>
		{
			struct Enable : Bitfield<0, 1>  { };
			struct Mode   : Bitfield<1, 4>  { };
			struct Count  : Bitfield<16, 8> { };
			struct Top    : Bitfield<31, 1> { };
		};

		struct Status : Register<0x04, 8, true>
		{
			struct Ack  : Bitfield<1, 2> { };
			struct Busy : Bitfield<7, 1> { };
		};

		struct Word  : Register<0x06, 16> { struct Part : Bitfield<8, 8> { }; };
		struct Dword : Register<0x08, 64> { struct High : Bitfield<32, 32> { }; };

		/* a value that is spread over two registers */
		struct Id   : Genode::Bitset_2<Control::Mode, Word::Part> { };
		struct Wide : Genode::Bitset_3<Control::Count, Control::Mode, Word::Part> { };

		/* four-bit items, eight of them per access */
		struct Nibbles : Register_array<0x10, 32, 20, 4>
		{
			struct Low  : Bitfield<0, 1> { };
			struct High : Bitfield<1, 3> { };
		};

		struct Words : Register_array<0x20, 16, 4, 16>
		{
			struct Byte : Bitfield<8, 8> { };
		};

		struct Flags : Register_array<0x28, 8, 10, 1, true> { };

		struct Strict : Register_array<0x2c, 32, 4, 8, true>
		{
			struct Part : Bitfield<4, 4> { };
		};
	};

	struct Mmio_test : testing::Test
	{
		alignas(8) uint8_t memory[64] { };

		Device device { (addr_t)memory };

		template <typename T>
		T at(unsigned offset) const
		{
			T result;
			memcpy(&result, memory + offset, sizeof(result));
			return result;
		}
	};

	struct Test_delayer : Genode::Mmio::Delayer
	{
		Device  &device;
		unsigned calls = 0, sum = 0, ready_after = ~0U;

		Test_delayer(Device &device) : device(device) { }

		void usleep(unsigned us) override
		{
			calls++;
			sum += us;
			if (calls == ready_after)
				device.write<Device::Status::Busy>(1);
		}
	};
}


TEST(Register, bitfields_of_a_value)
{
	static_assert(sizeof(Value::access_t) == 2 && Value::ACCESS_WIDTH == 16);
	static_assert(Value::Mid::SHIFT == 4 && Value::Mid::WIDTH == 8);
	static_assert(Value::Mid::mask() == 0xff && Value::Mid::reg_mask() == 0xff0);
	static_assert(Value::Mid::clear_mask() == 0xf00f);
	static_assert(Value::All::mask() == 0xffff && Value::All::clear_mask() == 0);
	static_assert(Value::Mid::bits(0x1ab) == 0xab0);
	static_assert(Value::Mid::masked(0xabcd) == 0x0bc0);
	static_assert(Value::Mid::get(0xabcd) == 0xbc);

	EXPECT_EQ(Value::initial(), 0x8002);

	Value::access_t v = 0xffff;
	Value::Mid::clear(v);        EXPECT_EQ(v, 0xf00f);
	Value::Mid::set(v, 0x1a5);   EXPECT_EQ(v, 0xfa5f);
	Value::Low::set(v, 0);       EXPECT_EQ(v, 0xfa58);
	Value::All::set(v);          EXPECT_EQ(v, 0xffff);
}


TEST(Register, full_width)
{
	static_assert(Full::All::mask() == ~0ULL && Full::All::clear_mask() == 0);

	Full::access_t v = 0;
	Full::High::set(v, ~0U);
	EXPECT_EQ(v, 0xffffffff00000000ull);
	EXPECT_EQ(Full::High::get(v), 0xffffffffull);
	EXPECT_EQ(Full::All::get(v), v);
}


TEST(Register, bitfields_behave_like_arithmetics)
{
	Random random(53);

	for (unsigned i = 0; i < 10000; i++) {

		uint16_t const orig  = (uint16_t)random(),
		               value = (uint16_t)random();
		uint16_t v = orig;

		Value::Mid::set(v, value);
		ASSERT_EQ(v, (orig & ~0xff0) | (value % 256)*16);
		ASSERT_EQ(Value::Mid::get(v), value % 256);
		ASSERT_EQ(Value::Low::get(v), orig % 8);
		ASSERT_EQ(Value::High::get(v), orig / 32768);
	}
}


TEST(Register, bitsets_of_a_value)
{
	static_assert(Value::Both::WIDTH == 4 && Value::Three::WIDTH == 12);
	static_assert(Value::Three::ACCESS_WIDTH == 16);

	uint16_t v = 0;
	Value::Both::set(v, (uint16_t)0xb);
	EXPECT_EQ(v, 0x8005);
	EXPECT_EQ(Value::Both::get(v), 0xb);
	EXPECT_EQ(Value::Both::bits((uint16_t)0xb), 0x8005);

	v = 0x0ff0;
	Value::Three::set(v, (uint16_t)0xb42);
	EXPECT_EQ(Value::Three::get(v), 0xb42);
	EXPECT_EQ(Value::Mid::get(v), 0x42);
	EXPECT_EQ(Value::High::get(v), 1);
	EXPECT_EQ(Value::Low::get(v), 5);
	EXPECT_EQ(Value::Three::bits((uint16_t)0xb42), v);

	for (unsigned i = 0; i < 0x1000; i++) {
		uint16_t other = 0xf00f;
		Value::Three::set(other, (uint16_t)i);
		EXPECT_EQ(Value::Three::get(other), i);
	}
}


TEST_F(Mmio_test, registers)
{
	EXPECT_EQ(device.base, (addr_t)memory);

	device.write<Device::Control>(0x12345678);
	device.write<Device::Status>(0x9a);
	device.write<Device::Word>(0xbcde);
	device.write<Device::Dword>(0x1122334455667788);

	EXPECT_EQ(at<word_t>(0), 0x12345678u);
	EXPECT_EQ(at<uint8_t>(4), 0x9a);
	EXPECT_EQ(at<uint16_t>(6), 0xbcde);
	EXPECT_EQ(at<dword_t>(8), 0x1122334455667788u);
	EXPECT_EQ(at<uint8_t>(5), 0);

	EXPECT_EQ(device.read<Device::Control>(), 0x12345678u);
	EXPECT_EQ(device.read<Device::Status>(), 0x9a);
	EXPECT_EQ(device.read<Device::Word>(), 0xbcde);
	EXPECT_EQ(device.read<Device::Dword>(), 0x1122334455667788u);
	EXPECT_EQ(device.read<Device::Dword::High>(), 0x11223344u);

	static_assert(std::is_same_v<decltype(device.read<Device::Word>()), uint16_t>);
	static_assert(std::is_same_v<decltype(device.read<Device::Dword::High>()), dword_t>);
}


TEST_F(Mmio_test, bitfields_keep_the_rest_of_the_register)
{
	device.write<Device::Control>(0xffffffff);
	device.write<Device::Control::Mode>(0x15);
	EXPECT_EQ(device.read<Device::Control>(), 0xffffffebu);
	EXPECT_EQ(device.read<Device::Control::Mode>(), 5u);

	device.write<Device::Control::Count>(0);
	device.write<Device::Control::Top>(0);
	EXPECT_EQ(device.read<Device::Control>(), 0x7f00ffebu);

	device.write<Device::Control::Enable>(0);
	EXPECT_EQ(at<word_t>(0), 0x7f00ffeau);
	EXPECT_EQ(at<word_t>(4), 0u);
}


TEST_F(Mmio_test, strict_write_clears_the_rest_of_the_register)
{
	device.write<Device::Status>(0xff);
	device.write<Device::Status::Ack>(2);
	EXPECT_EQ(device.read<Device::Status>(), 4);
}


TEST_F(Mmio_test, bitsets_are_spread_over_registers)
{
	device.write<Device::Control>(0xffffffff);
	device.write<Device::Id>(0x123);
	EXPECT_EQ(device.read<Device::Control::Mode>(), 3u);
	EXPECT_EQ(device.read<Device::Word::Part>(), 0x12u);
	EXPECT_EQ(device.read<Device::Id>(), 0x123u);
	EXPECT_EQ(at<word_t>(0), 0xffffffe7u);

	device.write<Device::Wide>(0x45678);
	EXPECT_EQ(device.read<Device::Control::Count>(), 0x78u);
	EXPECT_EQ(device.read<Device::Control::Mode>(), 6u);
	EXPECT_EQ(device.read<Device::Word::Part>(), 0x45u);
	EXPECT_EQ(device.read<Device::Wide>(), 0x45678u);
}


TEST_F(Mmio_test, arrays)
{
	for (unsigned i = 0; i < 20; i++)
		device.write<Device::Nibbles>(i, i);

	EXPECT_EQ(at<word_t>(0x10), 0x76543210u);
	EXPECT_EQ(at<word_t>(0x14), 0xfedcba98u);
	EXPECT_EQ(at<word_t>(0x18), 0x00003210u);

	for (unsigned i = 0; i < 20; i++) {
		EXPECT_EQ(device.read<Device::Nibbles>(i), i % 16);
		EXPECT_EQ(device.read<Device::Nibbles::Low>(i), i % 2);
		EXPECT_EQ(device.read<Device::Nibbles::High>(i), i % 16 / 2);
	}

	device.write<Device::Nibbles::High>(0, 9);
	EXPECT_EQ(at<word_t>(0x14), 0xfedcba18u);

	device.write<Device::Words>(0xabcd, 3);
	device.write<Device::Words::Byte>(0x12, 3);
	EXPECT_EQ(at<uint16_t>(0x26), 0x12cd);
	EXPECT_EQ(device.read<Device::Words>(3), 0x12cd);
	EXPECT_EQ(device.read<Device::Words::Byte>(3), 0x12);
}


TEST_F(Mmio_test, accesses_behind_the_end_of_an_array_have_no_effect)
{
	memset(memory, 0xff, sizeof(memory));

	device.write<Device::Nibbles>(0, 20);
	device.write<Device::Nibbles::Low>(0, 20);
	device.write<Device::Words>(0, 4);
	device.write<Device::Words>(0, ~0UL);

	for (uint8_t byte : memory)
		EXPECT_EQ(byte, 0xff);

	EXPECT_EQ(device.read<Device::Nibbles>(20), 0u);
	EXPECT_EQ(device.read<Device::Nibbles::High>(20), 0u);
	EXPECT_EQ(device.read<Device::Words>(~0UL), 0u);
}


TEST_F(Mmio_test, strict_arrays_clear_the_rest_of_the_word)
{
	memset(memory, 0xff, sizeof(memory));

	device.write<Device::Flags>(1, 9);
	EXPECT_EQ(at<uint8_t>(0x28), 0xff);
	EXPECT_EQ(at<uint8_t>(0x29), 0x02);
	EXPECT_EQ(device.read<Device::Flags>(9), 1);
	EXPECT_EQ(device.read<Device::Flags>(8), 0);

	device.write<Device::Strict>(0xab, 2);
	EXPECT_EQ(at<word_t>(0x2c), 0x00ab0000u);

	device.write<Device::Strict::Part>(0xc, 1);
	EXPECT_EQ(at<word_t>(0x2c), 0x0000c000u);
}


TEST_F(Mmio_test, wait_for)
{
	Test_delayer delayer(device);

	device.write<Device::Control::Mode>(3);
	EXPECT_TRUE(device.wait_for<Device::Control::Mode>(3, delayer));
	EXPECT_EQ(delayer.calls, 0u);

	EXPECT_FALSE(device.wait_for<Device::Status::Busy>(1, delayer, 5, 20));
	EXPECT_EQ(delayer.calls, 5u);
	EXPECT_EQ(delayer.sum, 100u);

	delayer.ready_after = 8;
	EXPECT_TRUE(device.wait_for<Device::Status>(0x80, delayer));
	EXPECT_EQ(delayer.calls, 8u);
	EXPECT_EQ(delayer.sum, 3100u);
}
