/*
 * \brief  Tests of reading what Linux tells about a process
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <string>

#include <gtest/gtest.h>

#include <host/process_stat.h>

using namespace Host;


static std::string const FIELDS = " S 1 2 3 4 5 6 10 11 12 13 14 15 16\n";


TEST(Process_stat, the_name_of_the_program_may_contain_anything)
{
	for (std::string const name : { "a", "a b", ") R 9 9 9", "((", "" }) {

		std::string const line = "7 (" + name + ")" + FIELDS;

		EXPECT_EQ(stat_value(line, Stat_field::MINOR_FAULTS), 10u) << name;
		EXPECT_EQ(stat_value(line, Stat_field::MAJOR_FAULTS), 12u) << name;
		EXPECT_EQ(stat_value(line, Stat_field::USER_TIME),    14u) << name;
		EXPECT_EQ(stat_value(line, Stat_field::SYSTEM_TIME),  15u) << name;
	}
}


TEST(Process_stat, what_is_cut_off_has_no_value)
{
	std::string const line = "7 (a)" + FIELDS;
	size_t      const end  = line.find(" 11");   /* behind the minor faults */

	for (size_t size = 0; size <= end; size++)
		EXPECT_FALSE(stat_value(line.substr(0, size), Stat_field::MINOR_FAULTS)) << size;

	EXPECT_TRUE(stat_value(line.substr(0, end + 1), Stat_field::MINOR_FAULTS));
}
