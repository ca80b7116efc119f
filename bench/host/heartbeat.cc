/*
 * \brief  Sign of life of another process, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/host/heartbeat.h>

#include <algorithm>
#include <cerrno>
#include <thread>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <host/file.h>
#include <host/system_error.h>

using namespace Bench;


namespace {

	using Clock = std::chrono::steady_clock;

	constexpr size_t SIZE = 4096;

	/* between two looks at the counter */
	constexpr std::chrono::microseconds RESOLUTION { 50 };

	void *mapped(std::filesystem::path const &path)
	{
		int const descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
		if (descriptor < 0)
			throw Host::System_error("open", path, errno);

		Host::File const file = Host::File::adopted(descriptor, path);

		if (::ftruncate(descriptor, SIZE) < 0)
			throw Host::System_error("resize", path, errno);

		void * const base = ::mmap(nullptr, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
		if (base == MAP_FAILED)
			throw Host::System_error("map", path, errno);

		return base;
	}
}


Heartbeat::Heartbeat(std::filesystem::path const &path) : _base(mapped(path)) { }


Heartbeat::~Heartbeat() { ::munmap(_base, SIZE); }


bool Heartbeat::wait_for_other_than(uint64_t unwanted, std::chrono::milliseconds timeout) const
{
	auto const deadline = Clock::now() + timeout;

	while (count() == unwanted) {
		if (Clock::now() >= deadline)
			return false;

		std::this_thread::sleep_for(RESOLUTION);
	}
	return true;
}


double Heartbeat::longest_silence_us(std::function<void ()> const &fn) const
{
	std::atomic<bool> over { false };
	Clock::duration   longest { };

	std::thread watcher([&] {

		uint64_t last   = count();
		auto     change = Clock::now();

		/* the silence may last on when the function has returned */
		for (bool stop = false; !stop; ) {

			stop = over;
			std::this_thread::sleep_for(RESOLUTION);

			uint64_t const current = count();
			auto     const now     = Clock::now();

			longest = std::max(longest, now - change);

			if (current != last) {
				last   = current;
				change = now;
			}
		}
	});

	struct Joined
	{
		std::atomic<bool> &over;
		std::thread       &thread;

		~Joined() { over = true; thread.join(); }
	};

	{
		Joined const joined { over, watcher };
		fn();
	}
	return std::chrono::duration<double, std::micro>(longest).count();
}
