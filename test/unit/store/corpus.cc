/*
 * \brief  Test that the fuzz target copes with its seeds and what resembles them
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <support.h>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *, std::size_t);

using namespace Store_test;


static void run(Bytes const &input)
{
	LLVMFuzzerTestOneInput(reinterpret_cast<std::uint8_t const *>(input.data()), input.size());
}


TEST(Corpus, seeds)
{
	std::size_t count = 0;

	for (auto const &file : std::filesystem::directory_iterator(STORE_CORPUS)) {
		run(read_file(file.path()));
		count++;
	}
	EXPECT_GT(count, 5u);
}


TEST(Corpus, mutations)
{
	Random random { 80 };

	for (auto const &file : std::filesystem::directory_iterator(STORE_CORPUS)) {

		auto const seed = read_file(file.path());

		for (int i = 0; i < 500; i++) {

			auto input = seed;

			if (random() % 4 == 0)
				input.resize(random() % (input.size() + 100));

			for (auto changes = random() % 10; changes && !input.empty(); changes--)
				input[random() % input.size()] = std::byte(random());

			run(input);
		}
	}
}
