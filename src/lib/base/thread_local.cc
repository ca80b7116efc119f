/*
 * \brief  Thread-local data
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <lib/base/thread_local.h>
#include <util/string.h>

using namespace Genode;

/* provided by the linker script */
extern "C" char _tls_image_start[], _tls_image_end[], _tls_size[], _tls_align[];


namespace {

	/* words that compilers expect behind the thread pointer */
	enum { CONTROL_BLOCK_SIZE = 64 };

	size_t alignment()
	{
		size_t const align = (size_t)_tls_align;
		return align < 16 ? 16 : align;
	}

	size_t rounded_up(size_t value) { return (value + alignment() - 1) & ~(alignment() - 1); }
}


size_t Genode::thread_local_size()
{
	/* the alignment of the base is not known */
	return rounded_up((size_t)_tls_size) + CONTROL_BLOCK_SIZE + alignment();
}


Kernel::Thread_block &Genode::init_thread_local(void *base)
{
	addr_t const pointer = rounded_up((addr_t)base) + rounded_up((size_t)_tls_size);
	char * const data    = (char *)(pointer - rounded_up((size_t)_tls_size));

	memset(base, 0, thread_local_size());
	memcpy(data, _tls_image_start, (size_t)(_tls_image_end - _tls_image_start));

	auto &block = *(Kernel::Thread_block *)pointer;
	block.address = pointer;
	return block;
}
