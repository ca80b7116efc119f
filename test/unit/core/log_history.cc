/*
 * \brief  Test of the memory of log lines
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <thread>

#include <core/log_history.h>

using Core::Log_history;

using namespace std::chrono_literals;


TEST(Log_history, numbers_without_gaps)
{
	Log_history history { };
	EXPECT_TRUE(history.lines(0, 0ms).empty());

	history.append("a");
	history.append("b");
	history.append("c");

	auto const lines = history.lines(1, 0ms);
	ASSERT_EQ(lines.size(), 2u);
	EXPECT_EQ(lines[0].number, 2u);
	EXPECT_EQ(lines[0].text, "b");
	EXPECT_EQ(lines[1].number, 3u);
	EXPECT_GE(lines[1].time_us, lines[0].time_us);

	EXPECT_TRUE(history.lines(3, 0ms).empty());
	EXPECT_TRUE(history.lines(~0ull, 0ms).empty());
}


TEST(Log_history, is_bounded)
{
	Log_history history { };

	constexpr unsigned COUNT = 100'000;
	for (unsigned i = 0; i < COUNT; i++)
		history.append(i % 2 ? "" : std::string(100, 'x'));
	history.append(std::string(10*Log_history::MAX_LINE, 'y'));

	auto const lines = history.lines(0, 0ms);

	size_t size = 0;
	for (auto const &line : lines)
		size += line.text.size() + sizeof(line);

	EXPECT_LE(size, Log_history::CAPACITY);
	EXPECT_GT(size, Log_history::CAPACITY/2);
	EXPECT_EQ(lines.back().number, COUNT + 1);
	EXPECT_EQ(lines.back().text.size(), Log_history::MAX_LINE);
	EXPECT_EQ(lines.back().number - lines.front().number + 1, lines.size());
}


TEST(Log_history, who_waits_gets_the_next_line)
{
	Log_history history { };

	std::thread writer([&] { history.append("late"); });

	auto const lines = history.lines(0, 1h);
	writer.join();

	ASSERT_EQ(lines.size(), 1u);
	EXPECT_EQ(lines[0].text, "late");
}


TEST(Log_history, nobody_waits_for_a_closed_one)
{
	Log_history history { };

	std::thread closer([&] { history.close(); });

	EXPECT_TRUE(history.lines(0, 1h).empty());
	closer.join();
}
