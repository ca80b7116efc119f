/*
 * \brief  Checked access to the bytes of a snapshot file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/source.h>

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

using namespace Store;


Source::Source(std::filesystem::path const &path)
:
	Source(with_host_errors([&] { return Host::File(path, Host::File::Mode::READ); }))
{ }


Source::Source(Host::File &&file)
:
	_file(std::move(file)), _size(with_host_errors([&] { return _file.size(); }))
{
	if (!with_host_errors([&] { return _file.regular(); }))
		throw Error(Error::Kind::NOT_A_SNAPSHOT, path(), "it is not a regular file");
}


void Source::read(File_range range, std::span<std::byte> destination) const
{
	auto const bytes = with_host_errors([&] {
		return _file.pread_all(destination, range.first()); });

	if (bytes != range.count())
		throw Error(Error::Kind::TRUNCATED, path(),
		            fmt::format("the file ends at offset {}, {} bytes are missing there",
		                        range.first() + bytes, range.count() - bytes));
}


void Source::require_zero(File_range range) const
{
	if (range.empty())
		return;

	std::array<std::byte, PAGE_SIZE> buffer;

	auto const padding = std::span(buffer).first(range.count());
	read(range, padding);

	auto const found = std::ranges::find_if(padding, [] (std::byte b) { return b != std::byte(0); });
	if (found != padding.end())
		throw error(Error::Kind::CORRUPT, "padding",
		            range.first() + static_cast<std::uint64_t>(found - padding.begin()),
		            "it is not zero");
}


Error Source::error(Error::Kind kind, std::string_view section,
                    std::uint64_t offset, std::string_view problem) const
{
	return Error(kind, path(), fmt::format("{} at offset {}: {}", section, offset, problem));
}
