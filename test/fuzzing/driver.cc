/*
 * \brief  Driver of fuzz targets for compilers without libFuzzer
 *
 * Usage: fuzz_NAME [--seconds N] [--seed N] FILE|DIRECTORY...
 *
 * Feeds the files to the target, then, for the given time, changed copies of
 * them. It does not know what the target makes of an input, so it finds less
 * than libFuzzer does in the same time.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *, std::size_t);


namespace {

	using Input = std::vector<std::uint8_t>;
	using Path  = std::filesystem::path;

	constexpr std::size_t MAX_SIZE = 64u << 10;

	std::vector<Input> corpus { };

	/* what the target is busy with, written to a file if it crashes */
	Input current { };

	void run(Input const &input)
	{
		current = input;
		LLVMFuzzerTestOneInput(current.data(), current.size());
	}

	void save_current(int signal)
	{
		char const message[] = "fuzz: the target crashed, see the file 'crash'\n";
		(void)!write(STDERR_FILENO, message, sizeof(message) - 1);

		std::ofstream("crash", std::ios::binary).write(reinterpret_cast<char const *>(current.data()),
		                                               std::streamsize(current.size()));
		std::signal(signal, SIG_DFL);
		std::raise(signal);
	}

	void load(Path const &path)
	{
		if (std::filesystem::is_directory(path)) {
			for (auto const &entry : std::filesystem::directory_iterator(path))
				load(entry.path());
			return;
		}
		std::ifstream file(path, std::ios::binary);
		if (!file)
			throw std::runtime_error("cannot read '" + path.string() + "'");

		corpus.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
	}

	/**
	 * Changes of the kind that make a difference to parsers
	 */
	class Mutator
	{
		private:

			std::mt19937_64 _random;

			std::size_t _below(std::size_t limit) { return limit ? _random() % limit : 0; }

			void _overwrite(Input &input)
			{
				static constexpr std::uint64_t edges[] = { 0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff,
				                                           0xffffffff, 0x7fffffffffffffff, ~0ull };

				std::size_t   const size  = 1u << _below(4);
				std::uint64_t const value = _below(2) ? edges[_below(std::size(edges))] : _random();

				if (input.size() >= size)
					std::memcpy(input.data() + _below(input.size() - size + 1), &value, size);
			}

			void _splice(Input &input)
			{
				Input const &other = corpus[_below(corpus.size())];
				if (other.empty())
					return;

				auto const from = std::ptrdiff_t(_below(other.size()));
				auto const size = std::ptrdiff_t(1 + _below(std::min<std::size_t>(other.size() - std::size_t(from), 256)));
				input.insert(input.begin() + std::ptrdiff_t(_below(input.size() + 1)),
				             other.begin() + from, other.begin() + from + size);
			}

			void _change(Input &input)
			{
				switch (_below(6)) {
				case 0: _overwrite(input); break;
				case 1: _splice(input);    break;
				case 2: if (!input.empty()) input.resize(_below(input.size())); break;
				case 3:
					if (!input.empty()) {
						auto const at = std::ptrdiff_t(_below(input.size()));
						input.erase(input.begin() + at);
					}
					break;
				case 4: input.insert(input.begin() + std::ptrdiff_t(_below(input.size() + 1)),
				                     std::uint8_t(_random())); break;
				default:
					if (!input.empty())
						input[_below(input.size())] ^= std::uint8_t(1u << _below(8));
				}
			}

		public:

			explicit Mutator(std::uint64_t seed) : _random(seed) { }

			Input operator () ()
			{
				Input input = corpus[_below(corpus.size())];

				for (std::size_t n = 1 + _below(8); n; n--)
					_change(input);

				input.resize(std::min(input.size(), MAX_SIZE));
				return input;
			}
	};
}


int main(int argc, char **argv)
try {
	unsigned      seconds = 0;
	std::uint64_t seed    = 1;

	for (int i = 1; i < argc; i++) {
		std::string const arg = argv[i];
		if (arg == "--seconds" && i + 1 < argc)
			seconds = unsigned(std::stoul(argv[++i]));
		else if (arg == "--seed" && i + 1 < argc)
			seed = std::stoull(argv[++i]);
		else
			load(arg);
	}

	for (int const signal : { SIGSEGV, SIGABRT, SIGFPE, SIGILL, SIGBUS })
		std::signal(signal, save_current);

	for (Input const &input : std::vector<Input>(corpus))
		run(input);

	corpus.emplace_back();
	Mutator       mutated(seed);
	std::uint64_t count = 0;

	auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
	for (; std::chrono::steady_clock::now() < end; count++)
		run(mutated());

	std::cout << argv[0] << ": " << corpus.size() - 1 << " files, " << count << " changed inputs\n";
	return 0;
}
catch (std::exception const &e) {
	std::cerr << "fuzz: " << e.what() << "\n";
	return 1;
}
