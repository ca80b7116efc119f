/*
 * \brief  Copying of much memory
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <emmintrin.h>
#include <sys/mman.h>

#include <host/page_copy.h>
#include <kernel/abi/layout.h>

using namespace Host;
using Kernel::Abi::PAGE_SIZE;


Page_stream::~Page_stream() { _mm_sfence(); }


void Page_stream::copy(char *to, char const *from)
{
	__m128i       * const out = reinterpret_cast<__m128i *>(to);
	__m128i const * const in  = reinterpret_cast<__m128i const *>(from);

	/* a line of the cache at a time */
	constexpr size_t LINE = 64/sizeof(__m128i);

	for (size_t i = 0; i < PAGE_SIZE/sizeof(__m128i); i += LINE) {

		__m128i const a = _mm_loadu_si128(in + i),     b = _mm_loadu_si128(in + i + 1),
		              c = _mm_loadu_si128(in + i + 2), d = _mm_loadu_si128(in + i + 3);

		_mm_stream_si128(out + i,     a);
		_mm_stream_si128(out + i + 1, b);
		_mm_stream_si128(out + i + 2, c);
		_mm_stream_si128(out + i + 3, d);
	}
}


void Host::expect_copy(char *to, char const *from)
{
	constexpr size_t LINE = 64, READ_LINES = 8, WRITTEN_LINES = 4;

	for (size_t i = 0; i < READ_LINES; i++)
		__builtin_prefetch(from + i*LINE);

	for (size_t i = 0; i < WRITTEN_LINES; i++)
		__builtin_prefetch(to + i*LINE, 1);
}


void Host::expect_reads(char const *start, size_t size)
{
	/* an optimization, older hosts do without */
	madvise(const_cast<char *>(start), size, MADV_POPULATE_READ);
}
