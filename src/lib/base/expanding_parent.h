/*
 * \brief  Parent interface that asks for resources when they run out
 *
 * A request for resources blocks until the parent has answered, unless the
 * component wants to be told about the answer by a signal handler of its own.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _LIB__BASE__EXPANDING_PARENT_H_
#define _LIB__BASE__EXPANDING_PARENT_H_

#include <base/lock_guard.h>
#include <base/signal.h>
#include <base/thread.h>
#include <parent/client.h>
#include <pd_session/pd_session.h>
#include <util/arg_string.h>
#include <util/reconstructible.h>
#include <util/retry.h>

namespace Genode { class Expanding_parent; }


class Genode::Expanding_parent : public Parent_client
{
	private:

		enum { NUM_ATTEMPTS = 2 };

		/**
		 * Receiver of the answers if the component does not care for them
		 */
		struct Response
		{
			Signal_receiver receiver { };
			Signal_context  context  { };

			Signal_context_capability const cap { receiver.manage(&context) };

			~Response() { receiver.dissolve(&context); }

			void wait() { receiver.wait_for_signal(); }
		};

		/* serializes requests */
		Lock _lock { };

		Constructible<Response> _response { };

		/* the component has registered a handler */
		bool _custom = false;

		/* the parent knows '_response' */
		bool _registered = false;

		/* thread that holds the lock */
		Thread *_requester = nullptr;

		/**
		 * Let the parent answer to '_response'
		 *
		 * \return  false if not even the means to wait can be afforded
		 */
		bool _register_response()
		{
			if (_registered)
				return true;

			try {
				if (!_response.constructed())
					_response.construct();
			}
			catch (Pd_session::Out_of_metadata) { return false; }

			Parent_client::resource_avail_sigh(_response->cap);
			_registered = true;
			return true;
		}

		/**
		 * Provide for the case that neither RAM nor quota of the PD session
		 * is left when the parent has to be asked for the first time
		 */
		void _reserve_response()
		{
			/* a thread that waits for an answer holds the lock, but does so with the response */
			if (_custom || _response.constructed() || _requester == Thread::myself())
				return;

			Lock::Guard guard(_lock);

			_requester = Thread::myself();
			try {
				if (!_response.constructed())
					_response.construct();
			}
			catch (Pd_session::Out_of_metadata)       { /* perhaps next time */ }
			catch (Pd_session::Invalid_signal_source) { /* signals do not work yet */ }
			_requester = nullptr;
		}

		/*
		 * Ask for the RAM that session arguments mention
		 */
		void _request_ram(char const *args)
		{
			/* a request cannot be the condition of a request */
			if (_requester == Thread::myself())
				return;

			size_t const amount = Arg_string::find_arg(args, "ram_quota").ulong_value(0);
			resource_request(Resource_args("ram_quota=", amount));
		}

	public:

		explicit Expanding_parent(Parent_capability cap) : Parent_client(cap) { }

		Session_capability session(Service_name const &service, Session_args const &args,
		                           Affinity const &affinity) override
		{
			return retry<Quota_exceeded>(
				[&] { return Parent_client::session(service, args, affinity); },
				[&] { _request_ram(args.string()); },
				NUM_ATTEMPTS);
		}

		void upgrade(Session_capability session, Upgrade_args const &args) override
		{
			retry<Quota_exceeded>(
				[&] { Parent_client::upgrade(session, args); },
				[&] { _request_ram(args.string()); },
				NUM_ATTEMPTS);

			_reserve_response();
		}

		void resource_avail_sigh(Signal_context_capability sigh) override
		{
			Lock::Guard guard(_lock);

			_custom = sigh.valid();
			if (_custom) {
				_registered = false;
				Parent_client::resource_avail_sigh(sigh);
			}
		}

		void resource_request(Resource_args const &args) override
		{
			Lock::Guard guard(_lock);

			_requester = Thread::myself();
			bool const wait = !_custom && _register_response();
			_requester = nullptr;

			Parent_client::resource_request(args);

			if (wait)
				_response->wait();
		}
};

#endif /* _LIB__BASE__EXPANDING_PARENT_H_ */
