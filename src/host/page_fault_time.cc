/*
 * \brief  Time that a page fault takes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/page_fault_time.h>

#include <cerrno>
#include <chrono>
#include <cstddef>

#include <sys/mman.h>

#include <host/file.h>
#include <host/system_error.h>

using namespace Host;


namespace {

	constexpr size_t PAGE_SIZE = 4096, PAGES = 64, SIZE = PAGES*PAGE_SIZE;

	/**
	 * Memory of a file, which the program has not accessed yet
	 */
	class Mapping
	{
		private:

			void *_base;

			Mapping(Mapping const &) = delete;
			Mapping &operator = (Mapping const &) = delete;

		public:

			explicit Mapping(File const &file)
			:
				_base(::mmap(nullptr, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file.descriptor(), 0))
			{
				if (_base == MAP_FAILED)
					throw System_error("map", "memory file", errno);
			}

			~Mapping() { ::munmap(_base, SIZE); }

			void write_each_page()
			{
				for (size_t i = 0; i < PAGES; i++)
					static_cast<char volatile *>(_base)[i*PAGE_SIZE] = 1;
			}
	};
}


double Host::page_fault_us()
{
	using Clock = std::chrono::steady_clock;

	File file = File::anonymous("memory file");
	file.truncate(SIZE);

	/* the pages come into being */
	Mapping(file).write_each_page();

	Mapping mapping(file);

	auto const start = Clock::now();
	mapping.write_each_page();

	return std::chrono::duration<double, std::micro>(Clock::now() - start).count()/PAGES;
}
