/*
 * \brief  Thread of nucleus that calls services of components
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__NUCLEUS_THREAD_H_
#define _KERNEL__NUCLEUS_THREAD_H_

#include <atomic>
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

		/* requests of the server, and of those it calls, that are waited for actively */
		static constexpr unsigned MAX_ADVANCES = 16, MAX_DEPTH = 4;

		/* request of a server's thread */
		struct Posted
		{
			Id       thread = 0;
			uint32_t number = 0;

			bool operator == (Posted const &) const = default;
		};

		/* with a request that is not there yet */
		enum class Patience { NONE, LITTLE };

		Utcb     _utcb_memory { };
		Reply_fn _on_reply { };

		std::atomic<bool> _complete_flag { false };

		/* of the call that is under way */
		Ref<Gate> _called { };
		Message   _sent   { };

		/* outcome of a call that ended at once */
		Status              _status = Status::OK;
		Invocation::Payload _reply { };

		void _notify_completion() override;
		void _drop_slots();
		bool _advance_server(Lock_guard &, Posted &, Patience);

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
		 * Begin to call an object, the caller does something else meanwhile
		 *
		 * Objects of nucleus answer at once. The server begins when the lock is
		 * released. Each call must be ended by 'finish'.
		 *
		 * \param request   message to send
		 * \param on_reply  is called when the server replies, before anything else
		 *                  the server does then takes effect
		 */
		void begin(Ref<Object> const &, Invocation::Payload const &request, Reply_fn on_reply = { });

		/**
		 * Execute the reply if the server has posted it, without waiting for it
		 */
		void advance(Lock_guard &);

		/** Return the thread that is to answer the call under way, null if there is none */
		Thread const *server() const { return _called ? _called->server().get() : nullptr; }

		/**
		 * Wait for the end of the call, with the lock released
		 *
		 * \param reply    is filled with the reply
		 * \param timeout  patience with the server
		 *
		 * \return  'CANCELED' if the server did not answer in time
		 */
		Status finish(Lock_guard &, Invocation::Payload &reply, std::chrono::milliseconds timeout);

		/**
		 * Call an object, see 'begin' and 'finish'
		 */
		Status call(Lock_guard &lock, Ref<Object> const &object, Invocation::Payload const &request,
		            Invocation::Payload &reply, std::chrono::milliseconds timeout,
		            Reply_fn on_reply = { })
		{
			begin(object, request, std::move(on_reply));
			return finish(lock, reply, timeout);
		}
};

#endif /* _KERNEL__NUCLEUS_THREAD_H_ */
