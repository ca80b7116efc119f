/*
 * \brief  Sequence of pages in an anonymous file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <vector>

#include <sys/uio.h>
#include <unistd.h>

#include <host/page_file.h>
#include <host/shared_file.h>

using namespace Host;


namespace {

	File copied(File const &from, uint64_t size)
	{
		File to = File::anonymous("page file");

		std::vector<std::byte> buffer(std::min<uint64_t>(size, 1u << 20));

		for (uint64_t offset = 0; offset < size; ) {

			auto const part = std::span(buffer).first(std::min<uint64_t>(buffer.size(), size - offset));

			if (from.pread_all(part, offset) != part.size())
				throw std::invalid_argument("file of pages is truncated");

			to.pwrite_all(part, offset);
			offset += part.size();
		}
		return to;
	}
}


Page_file::Page_file(File &&file)
:
	_file(std::move(file)), _size(_file.size()/PAGE_SIZE)
{ }


std::span<std::byte const> Page_file::bytes() const
{
	std::call_once(_mapping->once, [&] { _mapping->access.emplace(_file, _size*PAGE_SIZE); });

	return _mapping->access->bytes();
}


Page_file Page_file::received(File &&file, uint64_t num_pages)
{
	if (!file.regular() || num_pages > file.size()/PAGE_SIZE)
		throw std::invalid_argument("file of pages is too short");

	if (sealed(file))
		return Page_file(std::move(file));

	File copy = copied(file, num_pages*PAGE_SIZE);
	seal(copy);
	return Page_file(std::move(copy));
}


void Page_file_writer::_flush()
{
	constexpr size_t PAGE_SIZE = Page_file::PAGE_SIZE;

	iovec  parts[BATCH];
	size_t count = 0;

	for (std::byte const * const page : _batch) {

		if (count && static_cast<std::byte const *>(parts[count - 1].iov_base)
		             + parts[count - 1].iov_len == page)
			parts[count - 1].iov_len += PAGE_SIZE;
		else
			parts[count++] = { const_cast<std::byte *>(page), PAGE_SIZE };
	}

	size_t const  size = _batch.size()*PAGE_SIZE;
	ssize_t const done = pwritev(_file.descriptor(), parts, int(count), off_t(_written));

	if (done < 0 && errno != EINTR)
		throw System_error("write", _file.path(), errno);

	/* what was written of a page is written once more */
	size_t const pages = size_t(std::max<ssize_t>(done, 0))/PAGE_SIZE;

	for (size_t i = pages; i < size/PAGE_SIZE; i++)
		_file.pwrite_all({ _batch[i], PAGE_SIZE }, _written + i*PAGE_SIZE);

	_written += size;
	_batch.clear();
}


void Page_file_writer::append(void const *page)
{
	_batch.push_back(static_cast<std::byte const *>(page));
	_size += Page_file::PAGE_SIZE;

	if (_batch.size() == BATCH)
		_flush();
}


Page_file Page_file_writer::finish()
{
	if (!_batch.empty())
		_flush();

	seal(_file);
	return Page_file(std::move(_file));
}
