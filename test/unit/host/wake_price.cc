/*
 * \brief  Tests of the decision whether to wake up a thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <host/wake_price.h>

using Host::Wake_price;

using namespace std::chrono_literals;


TEST(Wake_price, is_low_until_it_is_known)
{
	Wake_price price;
	EXPECT_TRUE(price.worthwhile(0ns));
}


TEST(Wake_price, outweighs_the_help_with_little_work)
{
	Wake_price price;

	for (unsigned i = 0; i < 4; i++)
		price.measured(40us);

	EXPECT_FALSE(price.worthwhile(50us));
	EXPECT_TRUE (price.worthwhile(100us));
	EXPECT_TRUE (price.worthwhile(Wake_price::Duration::max()));
}


TEST(Wake_price, is_hardly_changed_by_one_wakeup_that_took_long)
{
	Wake_price price;

	for (unsigned i = 0; i < 4; i++)
		price.measured(2us);

	price.measured(10ms);
	EXPECT_TRUE(price.worthwhile(10us));

	price.measured(2us);
	EXPECT_TRUE(price.worthwhile(4us));
}


TEST(Wake_price, is_asked_for_anew_after_a_while)
{
	Wake_price price;

	for (unsigned i = 0; i < 4; i++)
		price.measured(40us);

	unsigned refused = 0;
	while (!price.worthwhile(40us))
		ASSERT_LT(++refused, 1000u);

	EXPECT_GT(refused, 10u);
}
