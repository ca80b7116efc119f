/*
 * \brief  Tests of plots
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <limits>

#include <gtest/gtest.h>
#include <pugixml.hpp>

#include <bench/driver/plot.h>

using namespace Bench;


namespace {

	Plot plot(std::string const &title = "Pause")
	{
		return { "pause", title, { "threads", Axis::Scale::LOGARITHMIC }, { "pause (us)", Axis::Scale::LINEAR } };
	}

	pugi::xml_document parsed(Plot const &plot)
	{
		pugi::xml_document document;
		EXPECT_TRUE(document.load_string(plot.svg().c_str()));
		return document;
	}

	size_t count(pugi::xml_document const &document, char const *element)
	{
		return document.select_nodes((std::string("/svg/") + element).c_str()).size();
	}

	bool contains_text(pugi::xml_document const &document, std::string const &text)
	{
		for (auto const &node : document.select_nodes("/svg/text"))
			if (text == node.node().child_value())
				return true;
		return false;
	}
}


TEST(Plot, has_titles_legend_and_a_mark_for_each_point)
{
	Plot tested = plot();
	tested.add({ "recap", { { 1, 50 }, { 10, 60 }, { 100, 55 } } });
	tested.add({ "limit", { { 1, 10 }, { 100, 10 } }, Plot::Style::REFERENCE });

	auto const document = parsed(tested);

	for (char const * const text : { "Pause", "threads", "pause (us)", "recap", "limit", "100", "60" })
		EXPECT_TRUE(contains_text(document, text)) << text;

	EXPECT_EQ(count(document, "circle"), 3u);
	EXPECT_EQ(count(document, "path"), 2u);
	EXPECT_EQ(count(document, "path[@stroke-dasharray]"), 1u);
}


/*
 * Greater values are further to the right and further up
 */
TEST(Plot, points_are_where_they_belong)
{
	Plot tested = plot();
	tested.add({ "recap", { { 1, 0 }, { 10, 50 }, { 100, 100 } } });

	double x = -1, y = 1e9, first_x = 0, middle_x = 0;
	size_t number = 0;

	auto const document = parsed(tested);
	for (auto const &node : document.select_nodes("/svg/circle")) {

		double const cx = node.node().attribute("cx").as_double(), cy = node.node().attribute("cy").as_double();
		EXPECT_GT(cx, x);
		EXPECT_LT(cy, y);
		x = cx; y = cy;

		if (number == 0) first_x  = cx;
		if (number == 1) middle_x = cx;
		number++;
	}
	EXPECT_NEAR(middle_x - first_x, x - middle_x, 0.11);
}


TEST(Plot, steps_have_no_slopes)
{
	Plot tested = plot();
	tested.add({ "recap", { { 1, 5 }, { 10, 50 } }, Plot::Style::STEPS });

	auto        const document = parsed(tested);
	std::string const path     = document.select_node("/svg/path").node().attribute("d").value();

	EXPECT_EQ(path.find('L'), std::string::npos);
	EXPECT_NE(path.find('H'), std::string::npos);
	EXPECT_EQ(count(document, "circle"), 0u);
}


TEST(Plot, values_without_a_place_are_left_out)
{
	Plot tested = plot();
	tested.add({ "recap", { { 0, 5 }, { -1, 5 }, { 1, std::numeric_limits<double>::quiet_NaN() },
	                        { 2, std::numeric_limits<double>::infinity() }, { 10, 50 } } });

	std::string const svg = tested.svg();

	EXPECT_EQ(count(parsed(tested), "circle"), 1u);
	EXPECT_EQ(svg.find("nan"), std::string::npos);
	EXPECT_EQ(svg.find("inf"), std::string::npos);
}


TEST(Plot, any_name_is_text)
{
	Plot tested = plot("a <b> & \"c\"");
	tested.add({ "<script>", { { 1, 1 } } });

	auto const document = parsed(tested);

	EXPECT_TRUE(contains_text(document, "a <b> & \"c\""));
	EXPECT_TRUE(contains_text(document, "<script>"));
}


TEST(Plot, nothing_measured_is_a_drawing_too)
{
	Plot tested = plot();
	tested.add({ "recap" });

	auto const document = parsed(tested);

	EXPECT_EQ(count(document, "path"), 0u);
	EXPECT_TRUE(contains_text(document, "recap"));
}
