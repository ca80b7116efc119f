/*
 * \brief  Operators 'new' and 'delete' that take an allocator
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/allocator.h>
#include <base/log.h>

using namespace Genode;


static void free_without_size(void *ptr, Deallocator &dealloc)
{
	if (dealloc.need_size_for_free())
		error("object deleted via an allocator that needs its size, "
		      "memory may leak");

	dealloc.free(ptr, 0);
}


void *operator new    (__SIZE_TYPE__ size, Allocator *alloc) { return alloc->alloc(size); }
void *operator new [] (__SIZE_TYPE__ size, Allocator *alloc) { return alloc->alloc(size); }
void *operator new    (__SIZE_TYPE__ size, Allocator &alloc) { return alloc.alloc(size); }
void *operator new [] (__SIZE_TYPE__ size, Allocator &alloc) { return alloc.alloc(size); }


void operator delete    (void *ptr, Deallocator *dealloc) { free_without_size(ptr, *dealloc); }
void operator delete [] (void *ptr, Deallocator *dealloc) { free_without_size(ptr, *dealloc); }
void operator delete    (void *ptr, Deallocator &dealloc) { free_without_size(ptr, dealloc); }
void operator delete [] (void *ptr, Deallocator &dealloc) { free_without_size(ptr, dealloc); }
