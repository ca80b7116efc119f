/*
 * \brief  Core in the role of a client
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__CALLER_H_
#define _CORE__CALLER_H_

#include <chrono>
#include <memory>
#include <span>
#include <vector>

#include <base/ipc.h>
#include <core/capability.h>
#include <kernel/nucleus_thread.h>

namespace Core { class Caller; }


/**
 * Scope in which the current thread of nucleus can call RPC functions
 *
 * Within the scope, typed capabilities work as they do in components, for
 * services of components as well as for objects of core. While a component
 * serves a call, the kernel lock is released.
 */
class Core::Caller
{
	public:

		using Thread = Kernel::Ref<Kernel::Nucleus_thread>;

		/** Call that was begun, given up on destruction unless it was finished */
		class Pending;

	private:

		Kernel::Lock_guard             &_lock;
		std::span<Thread const>         _threads;
		size_t                          _next    = 1;   /* thread for the next pending call */
		size_t                          _pending = 0;   /* calls */
		std::chrono::milliseconds const _timeout;

		/* threads that did not answer in time */
		std::vector<Kernel::Object::Id> _silent { };

		static thread_local Caller *_current;

		static void _begin(Kernel::Nucleus_thread &, Genode::Native_capability const &,
		                   Genode::Rpc_opcode, Genode::Msgbuf_base const &,
		                   Kernel::Nucleus_thread::Reply_fn &&);

		Genode::Rpc_exception_code _finish(Kernel::Nucleus_thread &, Genode::Msgbuf_base &,
		                                   std::chrono::milliseconds timeout);

		bool _silent_thread(Kernel::Thread const &) const;

		Caller(Caller const &) = delete;
		Caller &operator = (Caller const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \param threads  one for each call at a time, used by the current thread
		 *                 only
		 * \param timeout  patience with each call
		 */
		Caller(Kernel::Lock_guard &, std::span<Thread const> threads,
		       std::chrono::milliseconds timeout);

		~Caller();

		/**
		 * Return scope of the current thread
		 *
		 * \throw Genode::Ipc_error  there is none
		 */
		static Caller &current();

		/**
		 * Return false if the thread that serves an object has not answered a call
		 * within the scope in time
		 *
		 * Who has many questions leaves it at one timeout.
		 */
		bool answers(Kernel::Object const &) const;

		/**
		 * Perform call
		 *
		 * \param on_reply  is called at the instant of the reply, see
		 *                  'Kernel::Nucleus_thread::call'
		 *
		 * \throw Genode::Ipc_error  the object does not exist, or its server did
		 *                           not answer in time
		 */
		Genode::Rpc_exception_code call(Genode::Native_capability const &, Genode::Rpc_opcode,
		                                Genode::Msgbuf_base const &request,
		                                Genode::Msgbuf_base &reply,
		                                Kernel::Nucleus_thread::Reply_fn on_reply = { });

		/**
		 * Return call that is going to be begun, perhaps by the reply to another
		 *
		 * \return  null if there are too many calls to be finished first
		 */
		std::unique_ptr<Pending> reserve();

		/**
		 * Begin a call, without waiting for the reply
		 *
		 * \return  null if there are too many calls to be finished first
		 *
		 * \throw Genode::Ipc_error  the object does not exist
		 */
		std::unique_ptr<Pending> begin(Genode::Native_capability const &, Genode::Rpc_opcode,
		                               Genode::Msgbuf_base const &request,
		                               Kernel::Nucleus_thread::Reply_fn on_reply = { });
};


class Core::Caller::Pending
{
	private:

		friend class Caller;

		Caller                 &_caller;
		Kernel::Nucleus_thread &_thread;
		bool                    _begun    = false;
		bool                    _finished = false;

		Pending(Caller &caller, Kernel::Nucleus_thread &thread)
		: _caller(caller), _thread(thread) { _caller._pending++; }

		Pending(Pending const &) = delete;
		Pending &operator = (Pending const &) = delete;

	public:

		~Pending();

		/**
		 * Begin the call, once
		 *
		 * This can be done by any thread with the kernel lock held.
		 *
		 * \throw Genode::Ipc_error  the object does not exist
		 */
		void begin(Genode::Native_capability const &, Genode::Rpc_opcode,
		           Genode::Msgbuf_base const &request,
		           Kernel::Nucleus_thread::Reply_fn on_reply = { });

		/** Take the reply if it is there already, so that 'on_reply' is called */
		void advance();

		/** Return true if the call was begun */
		bool begun() const { return _begun; }

		/**
		 * Wait for the reply, not at all if the server has not answered before
		 *
		 * \throw Genode::Ipc_error  the call was not begun, or the server did not
		 *                           answer in time
		 */
		Genode::Rpc_exception_code finish(Genode::Msgbuf_base &reply);
};

#endif /* _CORE__CALLER_H_ */
