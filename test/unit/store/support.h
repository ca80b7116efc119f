/*
 * \brief  Helpers of the tests of the snapshot store
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TEST__UNIT__STORE__SUPPORT_H_
#define _TEST__UNIT__STORE__SUPPORT_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

#include <store/snapshot_file.h>
#include <store/snapshot_writer.h>

namespace Store_test {

	using Bytes  = std::vector<std::byte>;
	using Path   = std::filesystem::path;
	using Random = std::mt19937_64;

	using Store::PAGE_SIZE;

	enum class Fill { RANDOM, TEXT, ZERO, MIXED };

	class Scratch_directory;

	/**
	 * Return 'count' pages, reproducible for a given state of 'random'
	 */
	Bytes make_pages(Random &random, std::size_t count, Fill fill);

	Bytes make_bytes(std::string_view text);

	/**
	 * Return identity that is the same in each run
	 */
	Store::Snapshot_id make_id(std::uint8_t number);

	/**
	 * Return description of a full snapshot
	 */
	Store::Snapshot_info make_info(std::uint8_t number, std::uint64_t page_count);

	/**
	 * Return options that leave out waiting for the storage device
	 */
	Store::Write_options fast(Store::Compression compression = Store::Compression::NONE);

	/**
	 * Write a full snapshot
	 */
	Store::Header write_snapshot(Path const &path, Store::Snapshot_info const &info,
	                             Bytes const &pages, Bytes const &metadata,
	                             Store::Write_options const &options = fast());

	/**
	 * Write a small delta that has each encoding and padding of each kind
	 */
	Store::Header write_varied_snapshot(Path const &path);

	Bytes read_file(Path const &path);
	void  write_file(Path const &path, std::span<std::byte const> content);

	/** Return permissions of a file or directory, 0 if there is none */
	mode_t permissions(Path const &path);

	/**
	 * Return file in memory with the given content
	 */
	Host::File memory_file(std::span<std::byte const> content);

	/**
	 * Return kind of the error that 'fn' ends with, nothing if it succeeds
	 */
	std::optional<Store::Error::Kind> error_kind(std::function<void()> const &fn);

	/**
	 * Return text of the error that 'fn' ends with, empty if it succeeds
	 */
	std::string error_text(std::function<void()> const &fn);

	/**
	 * Call 'fn' in a child process
	 *
	 * \return  true if it returned true, false if it did not or crashed
	 */
	bool in_child(std::function<bool()> const &fn);
}


/**
 * Directory that is removed with all of its content
 */
class Store_test::Scratch_directory
{
	private:

		Path _path;

	public:

		Scratch_directory();
		Scratch_directory(Scratch_directory const &) = delete;
		~Scratch_directory();

		Path const &path() const { return _path; }

		Path operator / (std::string const &name) const { return _path / name; }

		std::vector<std::string> entries() const { return Host::directory_entries(_path); }
};

#endif /* _TEST__UNIT__STORE__SUPPORT_H_ */
