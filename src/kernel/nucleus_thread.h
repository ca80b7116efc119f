/*
 * \brief  Thread of nucleus that calls services of components
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__NUCLEUS_THREAD_H_
#define _KERNEL__NUCLEUS_THREAD_H_

#include <chrono>
#include <functional>

#include <kernel/invocation.h>
#include <kernel/system.h>
#include <kernel/thread.h>

namespace Kernel { class Nucleus_thread; }


/**
 * Thread object that represents a native thread of nucleus in IPC
 *
 * Its calls carry the mark 'Message::from_core'.
 */
class Kernel::Nucleus_thread : private Thread
{
	public:

		/** Function called at the instant of the reply, with the kernel lock held */
		using Reply_fn = std::function<void (Invocation::Payload const &)>;

	private:

		Utcb     _utcb_memory { };
		bool     _complete_flag = false;
		Reply_fn _on_reply { };

		void _notify_completion() override;

	public:

		/**
		 * Constructor
		 *
		 * \param task  task of nucleus
		 */
		Nucleus_thread(System &, Ref<Task> const &task, unsigned index, std::string const &name);

		using Object::acquire;
		using Object::release;
		using Object::destroy;

		/**
		 * Call an object
		 *
		 * The lock is released while a server works. Objects of nucleus answer
		 * at once.
		 *
		 * \param request   message to send
		 * \param reply     is filled with the reply
		 * \param timeout   patience with the server
		 * \param on_reply  is called when the server replies, before anything else
		 *                  the server does then takes effect
		 *
		 * \return  'CANCELED' if the server did not answer in time
		 */
		Status call(Lock_guard &, Ref<Object> const &, Invocation::Payload const &request,
		            Invocation::Payload &reply, std::chrono::milliseconds timeout,
		            Reply_fn on_reply = { });
};

#endif /* _KERNEL__NUCLEUS_THREAD_H_ */
