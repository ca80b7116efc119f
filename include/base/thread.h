/*
 * \brief  Thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__THREAD_H_
#define _INCLUDE__BASE__THREAD_H_

#include <base/exception.h>
#include <base/lock.h>
#include <base/trace/logger.h>
#include <base/trace/types.h>
#include <cpu/consts.h>
#include <cpu_session/capability.h>
#include <cpu_session/cpu_session.h>
#include <ram_session/ram_session.h>
#include <util/bit_allocator.h>
#include <util/string.h>

namespace Genode {

	struct Native_utcb;
	struct Native_thread { };

	class  Thread;
	class  Stack;
	struct Env;

	template <unsigned> class Thread_deprecated;
}


/**
 * Concurrent flow of control, executes 'entry' once it is started
 */
class Genode::Thread
{
	public:

		/** The stack area has no room for a further thread */
		class Out_of_stack_space : public Exception { };

		/** The stack does not fit in its slot of the stack area */
		class Stack_too_large : public Exception { };

		/** There is no memory for the stack */
		class Stack_alloc_failed : public Exception { };

		typedef Affinity::Location  Location;
		typedef Cpu_session::Name   Name;
		typedef Cpu_session::Weight Weight;

		struct Stack_info { addr_t base; addr_t top; };

		enum { DEFAULT_WEIGHT = Weight::DEFAULT_WEIGHT };

	protected:

		enum Type { NORMAL, MAIN, REINITIALIZED_MAIN };

		Thread_capability  _thread_cap { };
		Cpu_session       *_cpu_session = nullptr;
		Location           _affinity { };
		Weight             _weight { };
		Stack             *_stack = nullptr;
		Native_thread      _native_thread { };
		Lock               _join_lock { Lock::LOCKED };

	private:

		static Stack *_alloc_stack(size_t stack_size, char const *name, Thread &);
		static void   _free_stack(Stack &);

		void _init_main();
		void _run();

		static void _thread_start();

		Thread(Thread const &) = delete;
		Thread &operator = (Thread const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the environment
		 */
		Thread(size_t weight, const char *name, size_t stack_size,
		       Type type, Location affinity = Location());

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the environment
		 */
		Thread(size_t weight, const char *name, size_t stack_size,
		       Location affinity = Location())
		: Thread(weight, name, stack_size, NORMAL, affinity) { }

		/**
		 * Constructor, for creating the thread via a particular CPU session
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the environment
		 */
		Thread(size_t weight, const char *name, size_t stack_size,
		       Type type, Cpu_session *, Location affinity = Location());

		/**
		 * Constructor
		 *
		 * \param name        name for debugging
		 * \param stack_size  size of the stack in bytes, taken from the RAM
		 *                    session of the environment
		 * \param location    affinity relative to the CPU session
		 * \param weight      weight relative to the other threads of the CPU
		 *                    session
		 * \param cpu         CPU session that creates the thread
		 *
		 * \throw Stack_too_large
		 * \throw Stack_alloc_failed
		 * \throw Out_of_stack_space
		 */
		Thread(Env &env, Name const &name, size_t stack_size, Location location,
		       Weight weight, Cpu_session &cpu);

		/**
		 * Constructor, for default location and weight
		 */
		Thread(Env &env, Name const &name, size_t stack_size);

		/**
		 * Destructor, ends the thread
		 */
		virtual ~Thread();

		/**
		 * Code executed by the thread
		 */
		virtual void entry() = 0;

		/**
		 * Start execution
		 *
		 * \throw Cpu_session::Thread_creation_failed
		 * \throw Cpu_session::Out_of_metadata
		 */
		virtual void start();

		/**
		 * Copy name of the thread to a buffer
		 */
		void name(char *dst, size_t dst_len);

		Name name() const;

		/**
		 * Allocate a further stack on which the thread may run
		 *
		 * \return  initial stack pointer
		 *
		 * \throw Stack_too_large
		 * \throw Stack_alloc_failed
		 * \throw Out_of_stack_space
		 */
		void *alloc_secondary_stack(char const *name, size_t stack_size);

		/**
		 * Release stack obtained by 'alloc_secondary_stack'
		 */
		void free_secondary_stack(void *stack_addr);

		/**
		 * Return capability of the thread, invalid before 'start'
		 */
		Thread_capability cap() const { return _thread_cap; }

		/**
		 * Cancel the blocking operation that the thread executes
		 */
		void cancel_blocking();

		/**
		 * Return kernel-specific data of the thread
		 */
		Native_thread &native_thread() { return _native_thread; }

		/** Return initial stack pointer */
		void *stack_top() const;

		/** Return lowest address of the stack */
		void *stack_base() const;

		/** Return size of a slot of the stack area in bytes */
		static size_t stack_virtual_size();

		/** Return start of the stack area */
		static addr_t stack_area_virtual_base();

		/** Return size of the stack area in bytes */
		static size_t stack_area_virtual_size();

		/**
		 * Return calling thread, null before the main thread is set up
		 */
		static Thread *myself();

		/**
		 * Return bounds of the stack that the caller runs on
		 */
		static Stack_info mystack();

		/**
		 * Extend the stack to a minimum size
		 *
		 * \throw Stack_too_large
		 * \throw Stack_alloc_failed
		 */
		void stack_size(size_t const size);

		/**
		 * Return thread control block, null before 'start'
		 */
		Native_utcb *utcb();

		/**
		 * Block until the thread has left 'entry'
		 */
		void join();

		/**
		 * Record event in the trace buffer of the calling thread
		 *
		 * Without effect, as nothing traces threads.
		 */
		static void trace(char const *) { }
		static void trace(char const *, size_t) { }

		template <typename EVENT>
		static void trace(EVENT const *) { }

		Location affinity() const { return _affinity; }

	private:


};


/**
 * Thread whose stack size is a template argument
 */
template <unsigned STACK_SIZE>
class Genode::Thread_deprecated : public Thread
{
	public:

		explicit Thread_deprecated(size_t weight, const char *name)
		: Thread(weight, name, STACK_SIZE, Type::NORMAL) { }

		explicit Thread_deprecated(size_t weight, const char *name, Type type)
		: Thread(weight, name, STACK_SIZE, type) { }

		explicit Thread_deprecated(size_t weight, const char *name, Cpu_session *cpu)
		: Thread(weight, name, STACK_SIZE, Type::NORMAL, cpu) { }

		explicit Thread_deprecated(const char *name, Type type = NORMAL)
		: Thread(Weight::DEFAULT_WEIGHT, name, STACK_SIZE, type) { }

		explicit Thread_deprecated(const char *name, Cpu_session *cpu)
		: Thread(Weight::DEFAULT_WEIGHT, name, STACK_SIZE, Type::NORMAL, cpu) { }
};

#endif /* _INCLUDE__BASE__THREAD_H_ */
