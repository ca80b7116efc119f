/*
 * \brief  Utilities shared by the tests
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstdlib>
#include <cstring>
#include <utility>

#include <base/log.h>

#include <support.h>

using namespace Util_test;


static String_output log_output, raw_output;


static std::string take(String_output &output)
{
	return std::exchange(output.text, std::string());
}


std::string Util_test::take_log() { return take(log_output); }


std::string Util_test::take_raw() { return take(raw_output); }


Genode::Log &Genode::Log::log()
{
	static Log instance(log_output);
	return instance;
}


Genode::Output &Genode::Raw::_output() { return raw_output; }


Test_allocator::~Test_allocator()
{
	for (auto const &block : _blocks)
		std::free(block.first);
}


bool Test_allocator::alloc(std::size_t size, void **out_addr)
{
	if (!credit)
		return false;

	credit--;

	void * const ptr = std::malloc(size);

	/* nobody must rely on zeroed memory */
	std::memset(ptr, 0xa5, size);

	_blocks[ptr] = size;
	*out_addr    = ptr;
	return true;
}


void Test_allocator::free(void *ptr, std::size_t size)
{
	auto const block = _blocks.find(ptr);

	if (block == _blocks.end()) {
		mismatches++;
		return;
	}

	if (size != block->second && (size || _need_size))
		mismatches++;

	_blocks.erase(block);
	std::free(ptr);
}


std::size_t Test_allocator::consumed() const
{
	std::size_t sum = 0;
	for (auto const &block : _blocks)
		sum += block.second;
	return sum;
}
