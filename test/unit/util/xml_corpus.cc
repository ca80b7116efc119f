/*
 * \brief  Test that the XML parser copes with the fuzzing seeds and mutations
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include <gtest/gtest.h>

#include <support.h>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *, std::size_t);

using namespace Util_test;


static void run(std::string const &input)
{
	LLVMFuzzerTestOneInput((std::uint8_t const *)input.data(), input.size());
}


static std::vector<std::string> seeds()
{
	std::vector<std::string> result;

	for (auto const &file : std::filesystem::directory_iterator(XML_CORPUS)) {
		std::ifstream stream(file.path(), std::ios::binary);
		result.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
	}
	return result;
}


TEST(Xml_corpus, seeds)
{
	EXPECT_GT(seeds().size(), 5u);

	for (std::string const &seed : seeds())
		run(seed);
}


TEST(Xml_corpus, truncated_seeds)
{
	for (std::string const &seed : seeds())
		for (std::size_t len = 0; len < seed.size(); len++) {
			run(seed.substr(0, len));
			run(seed.substr(len));
		}
}


TEST(Xml_corpus, mutations)
{
	Random random(59);

	auto const all = seeds();

	char const * const pieces[] { "<", ">", "/", "\"", "=", "<!--", "-->", "</", "/>", " ", "\\\"",
	                              "&lt;", "&", "<a>", "</a>", "<b/>", "a=\"", "-", "\n", "x" };

	for (unsigned round = 0; round < 30000; round++) {

		std::string text = all[random() % all.size()];

		for (unsigned changes = 1 + random() % 8; changes; changes--) {

			std::size_t const pos = random() % (text.size() + 1);

			switch (random() % 5) {
			case 0: text.insert(pos, pieces[random() % std::size(pieces)]); break;
			case 1: text.erase(pos, random() % 10);                         break;
			case 2: text.insert(pos, text.substr(random() % (text.size() + 1), random() % 30)); break;
			case 3: text.insert(pos, 1, (char)random());                    break;
			case 4: if (pos < text.size()) text[pos] = "<>\"/=-! a"[random() % 9]; break;
			}
		}
		run(text);
	}
}


TEST(Xml_corpus, random_markup)
{
	Random random(61);

	for (unsigned round = 0; round < 30000; round++) {

		std::string text = "<a>";
		for (unsigned len = random() % 40; len; len--)
			text += "<>/\"=-! ab&;\\"[random() % 13];

		run(text + "</a>");
	}
}
