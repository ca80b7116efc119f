/*
 * \brief  Tests of the metadata that need not be decoded
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <nucleus/known_metadata.h>

using Nucleus::Known_metadata;


namespace {

	Known_metadata::Bytes bytes(unsigned char number)
	{
		return Known_metadata::Bytes(100, std::byte(number));
	}

	Known_metadata::Snapshot snapshot(uint64_t time_us)
	{
		Rtcr::Snapshot snapshot { };
		snapshot.time_us = time_us;
		return std::make_shared<Rtcr::Snapshot const>(snapshot);
	}
}


TEST(Known_metadata, is_known_by_all_of_its_bytes)
{
	Known_metadata metadata { };
	metadata.remember(bytes(1), snapshot(1));
	metadata.remember(bytes(2), snapshot(2));

	ASSERT_NE(metadata.known(bytes(1)), nullptr);
	EXPECT_EQ(metadata.known(bytes(1))->time_us, 1u);
	EXPECT_EQ(metadata.snapshot(bytes(2))->time_us, 2u);

	Known_metadata::Bytes other = bytes(1);
	other.back() = std::byte(0);
	EXPECT_EQ(metadata.known(other), nullptr);

	Known_metadata::Bytes part = bytes(1);
	part.pop_back();
	EXPECT_EQ(metadata.known(part), nullptr);
	EXPECT_EQ(metadata.known({ }), nullptr);
}


TEST(Known_metadata, is_forgotten_if_nobody_asks_for_it)
{
	Known_metadata metadata { };

	for (unsigned char i = 0; i < Known_metadata::MAX_KNOWN; i++)
		metadata.remember(bytes(i), snapshot(i));

	EXPECT_NE(metadata.known(bytes(0)), nullptr);
	metadata.remember(bytes(100), snapshot(100));

	EXPECT_NE(metadata.known(bytes(0)), nullptr);
	EXPECT_EQ(metadata.known(bytes(1)), nullptr);
	EXPECT_NE(metadata.known(bytes(100)), nullptr);
}


TEST(Known_metadata, is_decoded_if_it_is_not_known)
{
	Known_metadata metadata { };

	EXPECT_THROW((void)metadata.snapshot(bytes(1)), Rtcr::Invalid_snapshot);
	EXPECT_EQ(metadata.known(bytes(1)), nullptr);

	/* that it can be written says nothing */
	Known_metadata::Bytes const empty = Rtcr::write_metadata(Rtcr::Snapshot());
	EXPECT_THROW((void)metadata.snapshot(empty), Rtcr::Invalid_snapshot);
	EXPECT_EQ(metadata.known(empty), nullptr);
}
