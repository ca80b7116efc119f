/*
 * \brief  Fuzz target of the reader of program files
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <lib/base/elf.h>


/**
 * Stop if a segment is not within the file, which its user would copy
 */
static void check(Genode::Elf_binary::Segment const &segment, std::size_t size)
{
	bool const within_file = segment.offset <= size && segment.file_size <= size - segment.offset;
	bool const fits        = segment.file_size <= segment.size;
	bool const aligned     = segment.addr % 4096 == 0 && segment.size % 4096 == 0;

	if (!within_file || !fits || !aligned)
		std::abort();
}


extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
	/* aligned, and of exactly this size, so that reading beyond it is noticed */
	std::vector<std::uint64_t> words((size + 7)/8);
	if (size)
		std::memcpy(words.data(), data, size);

	Genode::Elf_binary const elf(words.data(), size);

	if (!elf.valid())
		return 0;

	(void)elf.executable();
	(void)elf.dynamically_linked();
	(void)elf.entry();
	elf.for_each_segment([&] (Genode::Elf_binary::Segment const &segment) { check(segment, size); });
	return 0;
}
