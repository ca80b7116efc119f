/*
 * \brief  Copying of much memory
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstring>

#include <emmintrin.h>

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


/*
 * Let the processor fetch the beginning of both pages. By the time the copy
 * begins, the addresses are translated, and the processor goes on by itself.
 */
static void expect(Page_copy const &copy)
{
	constexpr size_t LINE = 64, READ_LINES = 8, WRITTEN_LINES = 4;

	for (size_t i = 0; copy.from && i < READ_LINES; i++)
		__builtin_prefetch(copy.from + i*LINE);

	for (size_t i = 0; i < WRITTEN_LINES; i++)
		__builtin_prefetch(copy.to + i*LINE, 1);
}


void Host::copy_pages(Assistant &assistant, size_t count, Function_ref<Page_copy (size_t)> const &copy)
{
	/* pages that a thread takes at a time, and the distance that hides the latency */
	constexpr size_t PART = 16, AHEAD = 2;

	/* time for a page that is in nobody's cache */
	constexpr Assistant::Duration PAGE_TIME { 100 };

	assistant.share((count + PART - 1)/PART, [&] (size_t part) {

		size_t const end = std::min(count, (part + 1)*PART);

		for (size_t i = part*PART; i < end; i++) {

			if (i + AHEAD < end)
				expect(copy(i + AHEAD));

			Page_copy const page = copy(i);

			if (page.from)
				memcpy(page.to, page.from, PAGE_SIZE);
			else
				memset(page.to, 0, PAGE_SIZE);
		}
	}, count*PAGE_TIME);
}
