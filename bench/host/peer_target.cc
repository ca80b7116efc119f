/*
 * \brief  Ordinary process of the shape of the component 'shape_bench'
 *
 * Four threads: one changes pages at a pace, one shows that the process is
 * alive, two are blocked. The process ends when its file is removed.
 *
 * Usage: peer_target HEARTBEAT_FILE MEGABYTES PAGES INTERVAL_MS
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

#include <sys/prctl.h>
#include <unistd.h>

#include <bench/host/heartbeat.h>

namespace {

	using Duration = std::chrono::microseconds;

	constexpr size_t PAGE_SIZE = 4096;

	constexpr Duration BEAT { 100 };

	/* nobody should find the process days later, whatever happened */
	constexpr std::chrono::minutes LIFETIME { 10 };

	void change_pages_for_ever(std::vector<char> &memory, size_t pages, Duration interval, char const *file)
	{
		size_t const num_pages = memory.size()/PAGE_SIZE;

		for (Duration age { }; age < LIFETIME && ::access(file, F_OK) == 0; age += interval) {

			std::this_thread::sleep_for(interval);

			size_t const generation = size_t(age/interval);
			for (size_t i = 0; i < pages; i++)
				memory[(generation + i*(num_pages/pages)) % num_pages*PAGE_SIZE]++;
		}
	}
}


int main(int argc, char **argv)
try {
	if (argc != 5) {
		std::fprintf(stderr, "usage: peer_target HEARTBEAT_FILE MEGABYTES PAGES INTERVAL_MS\n");
		return 2;
	}

	/* who restores the process is not its parent for long */
	::prctl(PR_SET_PDEATHSIG, 0);

	std::vector<char>  memory(std::max<size_t>(1, std::strtoul(argv[2], nullptr, 10)) << 20);
	size_t      const  pages = std::clamp<size_t>(std::strtoul(argv[3], nullptr, 10), 1, memory.size()/PAGE_SIZE);
	Duration    const  interval = std::chrono::milliseconds(std::max(1ul, std::strtoul(argv[4], nullptr, 10)));
	Bench::Heartbeat   heartbeat(argv[1]);

	for (size_t page = 0; page < memory.size()/PAGE_SIZE; page++)
		memory[page*PAGE_SIZE] = char(page | 1);

	std::thread([&] { for (;;) { heartbeat.beat(); std::this_thread::sleep_for(BEAT); } }).detach();

	for (unsigned i = 0; i < 2; i++)
		std::thread([] { for (;;) ::pause(); }).detach();

	change_pages_for_ever(memory, pages, interval, argv[1]);

	/* the other threads do not end */
	::_exit(0);

} catch (std::exception const &error) {
	std::fprintf(stderr, "peer_target: %s\n", error.what());
	return 1;
}
