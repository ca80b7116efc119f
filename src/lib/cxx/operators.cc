/*
 * \brief  Global allocation operators
 *
 * Genode allocates objects from allocators that are named explicitly. The
 * plain operators do not exist, so that their use is noticed when the
 * component is linked, with the exception of those that virtual destructors
 * refer to.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/allocator.h>
#include <base/log.h>
#include <base/sleep.h>

using namespace Genode;


namespace {

	[[noreturn]] void reject()
	{
		error("attempt to delete an object without its allocator");
		sleep_forever();
	}
}


void operator delete (void *)                  noexcept { reject(); }
void operator delete (void *, __SIZE_TYPE__)   noexcept { reject(); }
void operator delete[] (void *)                noexcept { reject(); }
void operator delete[] (void *, __SIZE_TYPE__) noexcept { reject(); }
