/*
 * \brief  Test that the fuzz target copes with its seeds and what resembles them
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <random>

#include <support.h>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *, std::size_t);

using namespace Control_test;


namespace {

	std::string file_content(Path const &path)
	{
		std::ifstream file(path, std::ios::binary);
		return { std::istreambuf_iterator<char>(file), { } };
	}

	void run(std::string const &input)
	{
		LLVMFuzzerTestOneInput(reinterpret_cast<std::uint8_t const *>(input.data()), input.size());
	}
}


TEST(Control_corpus, seeds_and_mutations)
{
	std::mt19937_64 random { 80 };
	std::size_t     count = 0;

	for (auto const &file : std::filesystem::directory_iterator(CONTROL_CORPUS)) {

		std::string const seed = file_content(file.path());
		run(seed);
		count++;

		for (int i = 0; i < 200; i++) {

			std::string input = seed;
			if (random() % 4 == 0)
				input.resize(random() % (input.size() + 100));

			for (auto changes = random() % 10; changes && !input.empty(); changes--)
				input[random() % input.size()] = char(random() % 3 ? random() % 16 : random());

			run(input);
		}
	}
	EXPECT_GT(count, 10u);
}
