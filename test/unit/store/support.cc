/*
 * \brief  Helpers of the tests of the snapshot store
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <support.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <iterator>

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Store_test;


static void fill_page(Random &random, std::span<std::byte> page, Fill fill)
{
	auto fill_words = [&] (std::size_t distinct) {
		for (std::size_t i = 0; i < page.size(); i += sizeof(std::uint64_t)) {
			std::uint64_t const word = distinct ? random() % distinct : random();
			std::memcpy(&page[i], &word, sizeof(word));
		} };

	switch (fill) {
	case Fill::ZERO:   return;
	case Fill::RANDOM: return fill_words(0);
	case Fill::TEXT:   return fill_words(100);
	case Fill::MIXED:  break;
	}

	std::array const kinds { Fill::ZERO, Fill::RANDOM, Fill::TEXT };
	fill_page(random, page, kinds[random() % kinds.size()]);
}


Bytes Store_test::make_pages(Random &random, std::size_t count, Fill fill)
{
	Bytes pages(count*PAGE_SIZE);

	for (std::size_t i = 0; i < count; i++)
		fill_page(random, std::span(pages).subspan(i*PAGE_SIZE, PAGE_SIZE), fill);

	return pages;
}


Bytes Store_test::make_bytes(std::string_view text)
{
	auto const bytes = std::as_bytes(std::span(text));
	return Bytes(bytes.begin(), bytes.end());
}


Store::Snapshot_id Store_test::make_id(std::uint8_t number)
{
	std::array<std::byte, Store::Snapshot_id::SIZE> bytes;
	bytes.fill(std::byte(number));
	return Store::Snapshot_id(bytes);
}


Store::Snapshot_info Store_test::make_info(std::uint8_t number, std::uint64_t page_count)
{
	return { .id         = make_id(number),
	         .parent     = { },
	         .component  = "init -> sheep_counter",
	         .created    = Store::Timestamp(std::chrono::seconds(1'700'000'000 + number)),
	         .page_count = page_count };
}


Store::Write_options Store_test::fast(Store::Compression compression)
{
	Store::Write_options options { };
	options.compression = compression;
	options.durability  = Store::Durability::CACHED;
	return options;
}


Store::Header Store_test::write_snapshot(Path const &path, Store::Snapshot_info const &info,
                                         Bytes const &pages, Bytes const &metadata,
                                         Store::Write_options const &options)
{
	Store::Snapshot_writer writer(path, info, options);
	writer.append_pages(pages);
	return writer.commit(metadata);
}


Store::Header Store_test::write_varied_snapshot(Path const &path)
{
	Random random { 1 };

	auto info = make_info(2, 13);
	info.parent = make_id(1);

	Store::Snapshot_writer writer(path, info, fast(Store::Compression::ZSTD));

	writer.append_pages(make_pages(random, 2, Fill::TEXT));
	writer.append_zero(3);
	writer.append_pages(make_pages(random, 1, Fill::RANDOM));
	writer.append_inherited(7, 4);
	writer.append_pages(make_pages(random, 1, Fill::TEXT));
	writer.append_inherited(1, 2);

	return writer.commit(make_bytes("metadata of odd size"));
}


Bytes Store_test::read_file(Path const &path)
{
	std::ifstream file(path, std::ios::binary);
	std::string const content(std::istreambuf_iterator<char>(file), { });
	return make_bytes(content);
}


void Store_test::write_file(Path const &path, std::span<std::byte const> content)
{
	std::ofstream file(path, std::ios::binary | std::ios::trunc);
	file.write(reinterpret_cast<char const *>(content.data()),
	           static_cast<std::streamsize>(content.size()));
}


Host::File Store_test::memory_file(std::span<std::byte const> content)
{
	auto file = Host::File::anonymous("image");
	file.pwrite_all(content, 0);
	return file;
}


std::optional<Store::Error::Kind> Store_test::error_kind(std::function<void()> const &fn)
{
	try { fn(); } catch (Store::Error const &error) { return error.kind(); }
	return std::nullopt;
}


std::string Store_test::error_text(std::function<void()> const &fn)
{
	try { fn(); } catch (Store::Error const &error) { return error.what(); }
	return { };
}


mode_t Store_test::permissions(Path const &path)
{
	struct stat status { };
	return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777 : 0;
}


bool Store_test::in_child(std::function<bool()> const &fn)
{
	pid_t const child = ::fork();

	if (child == 0) {
		bool result = false;
		try { result = fn(); } catch (...) { }
		::_exit(result ? 0 : 1);
	}

	int status = 0;
	return child > 0 && ::waitpid(child, &status, 0) == child
	    && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}


Scratch_directory::Scratch_directory()
:
	_path(std::filesystem::temp_directory_path()
	      / ("recap-store-test-" + Store::Snapshot_id::random().hex()))
{
	Host::create_directory(_path);
}


Scratch_directory::~Scratch_directory()
{
	std::error_code ignored { };
	std::filesystem::remove_all(_path, ignored);
}
