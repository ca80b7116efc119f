/*
 * \brief  Sequential writer of a file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/output.h>

#include <array>
#include <cerrno>

#include <host/writeback.h>
#include <store/layout.h>

using namespace Store;


Output::Output(Host::File &file, std::uint64_t position, Durability durability)
:
	_file(file), _durability(durability), _written(position), _submitted(position)
{ }


void Output::_write(std::span<std::byte const> bytes)
{
	_file.pwrite_all(bytes, _written);
	_written += bytes.size();

	if (_durability == Durability::SYNCED && _written - _submitted >= WRITEBACK_SIZE) {
		Host::start_writeback(_file, _submitted, _written - _submitted);
		_submitted = _written;
	}
}


std::uint32_t Output::align(std::uint64_t alignment)
{
	static constexpr std::array<std::byte, PAGE_SIZE> ZEROS { };

	auto const padding = Layout::aligned(position(), alignment) - position();

	write(std::span(ZEROS).first(padding));

	return static_cast<std::uint32_t>(padding);
}


File_range Output::write(std::span<std::byte const> bytes)
{
	auto const range = File_range::checked(position(), bytes.size());
	if (!range)
		throw Host::System_error("write", _file.path(), EFBIG);

	if (bytes.size() >= DIRECT_SIZE) {

		flush();
		_write(bytes);

	} else {

		if (_buffer.size() + bytes.size() > BUFFER_SIZE)
			flush();

		_buffer.insert(_buffer.end(), bytes.begin(), bytes.end());
	}
	return *range;
}


void Output::flush()
{
	_write(_buffer);
	_buffer.clear();
}
