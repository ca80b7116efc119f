/*
 * \brief  Fuzz target of the reader of snapshot files
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <forge.h>
#include <support.h>

using namespace Store;
using namespace Store_test;

static constexpr std::uint64_t MAX_PAGES_READ = 512;


/**
 * Read each extent whole and in part
 */
static void read_extents(Snapshot_file &file)
{
	Bytes buffer(MAX_PAGES_READ*PAGE_SIZE);

	for (Extent const &extent : file.extents()) {

		auto const count = std::min(extent.pages().count(), MAX_PAGES_READ);
		auto const last  = extent.pages().end() - 1;

		try {
			file.read_pages(last, 1, std::span(buffer).first(PAGE_SIZE));
			file.read_pages(extent.pages().first(), count,
			                std::span(buffer).first(count*PAGE_SIZE));

		} catch (Error const &) { }

		try {
			auto const mapped = file.raw_pages(last);
			std::ranges::copy(mapped, buffer.begin());

		} catch (Error const &) { }
	}
}


static void read_file_of(std::span<std::byte const> content)
{
	try {
		Snapshot_file file(memory_file(content));

		Bytes const metadata(file.metadata().begin(), file.metadata().end());

		read_extents(file);
		file.verify();

	} catch (Error const &) { }
}


/**
 * Read the input as it is, and with checksums corrected to get further
 */
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
	auto const input = std::as_bytes(std::span(data, size));

	read_file_of(input);

	Bytes forged(input.begin(), input.end());
	reseal(forged);
	read_file_of(forged);

	return 0;
}
