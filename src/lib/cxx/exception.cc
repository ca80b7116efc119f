/*
 * \brief  Support for C++ exceptions
 *
 * The runtime of the compiler (libsupc++, libgcc_eh) expects some functions
 * of its environment. It is linked as it comes with the host, where these
 * functions belong to the C library.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

/* type information, provided by the compiler */
#include <typeinfo>

#include <base/heap.h>
#include <base/log.h>
#include <base/sleep.h>
#include <lib/cxx/exception_memory.h>
#include <lib/base/platform_env.h>
#include <util/string.h>

using namespace Genode;


/******************
 ** Program exit **
 ******************/

/* components do not return, so objects are never destructed at exit */
extern "C" int __cxa_atexit(void (*)(void *), void *, void *)        { return 0; }
extern "C" int __cxa_thread_atexit(void (*)(void *), void *, void *) { return 0; }

extern "C" { void *__dso_handle = nullptr; }


/***********************
 ** Exception objects **
 ***********************/

namespace {

	/* room that the runtime needs in front of each exception object */
	constexpr size_t EXCEPTION_HEADER = 128;

	Allocator &allocator() { return *platform_env().heap(); }

	Exception_memory exception_memory;

	/* not the heap, whose lock may be held by the thread that throws */
	Sliced_heap &backing_store()
	{
		static Sliced_heap sliced_heap { platform_env().ram(), platform_env().rm() };
		return sliced_heap;
	}

	[[noreturn]] void fail(char const *reason)
	{
		raw("Error: ", reason);
		platform_env().parent()->exit(-1);
		sleep_forever();
	}
}


extern "C" void *__cxa_allocate_exception(size_t size) noexcept
{
	void * const addr = exception_memory.alloc(size + EXCEPTION_HEADER, backing_store());

	if (!addr)
		fail("no memory for throwing an exception");

	memset(addr, 0, EXCEPTION_HEADER);
	return (char *)addr + EXCEPTION_HEADER;
}


extern "C" void __cxa_free_exception(void *object) noexcept
{
	exception_memory.free((char *)object - EXCEPTION_HEADER, backing_store());
}


/*
 * 'exception_ptr' of 'std' is not supported but part of the runtime
 */
extern "C" void *malloc(size_t size)
{
	void *addr = nullptr;
	return allocator().alloc(size, &addr) ? addr : nullptr;
}


extern "C" void free(void *addr)
{
	if (addr)
		allocator().free(addr, 0);
}


extern "C" [[noreturn]] void abort() { fail("abort called"); }


/************************************
 ** Unwind information of the code **
 ************************************/

/* provided by the linker script */
extern "C" char _text_start[], _text_end[], _eh_frame_hdr_start[];


namespace {

	/* layout of 'struct dl_find_object' of the C library */
	struct Found_object
	{
		unsigned long long flags;
		void *map_start, *map_end, *link_map, *eh_frame;
		unsigned long long reserved[7];
	};
}


extern "C" int _dl_find_object(void *pc, Found_object *found)
{
	if (pc < (void *)_text_start || pc >= (void *)_text_end)
		return -1;

	*found = { 0, _text_start, _text_end, nullptr, _eh_frame_hdr_start, { } };
	return 0;
}


/* fallback of the unwinder, not used since '_dl_find_object' knows everything */
extern "C" int dl_iterate_phdr(void *, void *) { return 0; }


/***********************************
 ** Locks of the compiler runtime **
 ***********************************/

/*
 * The locks protect tables of code that is registered at runtime, which does
 * not happen.
 */
extern "C" int pthread_mutex_lock(void *)   { return 0; }
extern "C" int pthread_mutex_unlock(void *) { return 0; }


extern "C" int pthread_once(int *control, void (*fn)())
{
	if (!*control) {
		*control = 1;
		fn();
	}
	return 0;
}


/* thread-local data is used instead of keys */
extern "C" int   pthread_key_create(void *, void *)           { return 0; }
extern "C" int   pthread_setspecific(unsigned, void const *)  { return 0; }
extern "C" void *pthread_getspecific(unsigned)                { return nullptr; }


/*************************
 ** Uncaught exceptions **
 *************************/

namespace __cxxabiv1 { extern "C" std::type_info *__cxa_current_exception_type(); }


namespace {

	/**
	 * Name of a type in readable form
	 *
	 * The mangled name of a class is a sequence of names, each of them preceded
	 * by its length. Anything else is printed as it is.
	 */
	struct Type_name_text
	{
		char const * const mangled;

		void print(Output &out) const
		{
			char const *s = mangled;
			if (*s == 'N')
				s++;

			if (!is_digit(*s)) {
				Genode::print(out, mangled);
				return;
			}

			for (bool first = true; is_digit(*s); first = false) {

				size_t length = 0;
				for (; is_digit(*s); s++)
					length = length*10 + (size_t)(*s - '0');

				Genode::print(out, first ? "" : "::");
				for (; length && *s; length--, s++)
					out.out_char(*s);
			}
		}
	};
}


/*
 * Called instead of the handler of libsupc++, which depends on much of the C
 * library
 */
namespace __gnu_cxx { [[noreturn]] void __verbose_terminate_handler(); }

void __gnu_cxx::__verbose_terminate_handler()
{
	if (std::type_info const * const type = __cxxabiv1::__cxa_current_exception_type())
		raw("Error: uncaught exception of type '", Type_name_text { type->name() }, "'");

	fail("terminating");
}
