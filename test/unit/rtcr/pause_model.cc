/*
 * \brief  Tests of the prediction of pauses
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <rtcr/pause_model.h>

using Rtcr::Pause_model;


TEST(Pause_model, steady_pauses_are_predicted)
{
	Pause_model model;

	for (unsigned i = 0; i < 100; i++)
		model.learn(300, 100, 200);

	EXPECT_NEAR(double(model.predicted_us(200)), 300, 5);
	EXPECT_NEAR(double(model.predicted_us(0)),   200, 5);
}


TEST(Pause_model, pauses_that_vary_are_not_underestimated)
{
	Pause_model model;

	for (unsigned i = 0; i < 200; i++)
		model.learn(i % 2 ? 100 : 300, 0, 0);

	EXPECT_GE(model.predicted_us(0), 300u);
	EXPECT_LE(model.predicted_us(0), 500u);
}


TEST(Pause_model, few_pages_tell_nothing_about_the_time_for_a_page)
{
	Pause_model model, other;

	for (unsigned i = 0; i < 100; i++) {
		model.learn(100, 50, 1);
		other.learn(50, 0, 0);
	}
	EXPECT_EQ(model.predicted_us(1000), other.predicted_us(1000));
}
