/*
 * \brief  Core in the role of a client
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__CALLER_H_
#define _CORE__CALLER_H_

#include <chrono>

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
	private:

		Kernel::Lock_guard             &_lock;
		Kernel::Nucleus_thread         &_thread;
		std::chrono::milliseconds const _timeout;

		static thread_local Caller *_current;

		Caller(Caller const &) = delete;
		Caller &operator = (Caller const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \param thread   used by the current thread only
		 * \param timeout  patience with each call
		 */
		Caller(Kernel::Lock_guard &, Kernel::Nucleus_thread &thread,
		       std::chrono::milliseconds timeout);

		~Caller();

		/**
		 * Return scope of the current thread
		 *
		 * \throw Genode::Ipc_error  there is none
		 */
		static Caller &current();

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
};

#endif /* _CORE__CALLER_H_ */
