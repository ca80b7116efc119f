/*
 * \brief  Entrypoint that handles calls and signals
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__ENTRYPOINT_H_
#define _INCLUDE__BASE__ENTRYPOINT_H_

#include <base/env.h>
#include <base/rpc_server.h>
#include <base/signal.h>
#include <base/thread.h>
#include <util/noncopyable.h>
#include <util/reconstructible.h>
#include <util/volatile_object.h>

namespace Genode {

	class Startup;
	class Entrypoint;
}


/**
 * Thread of control that executes calls of RPC objects and signal handlers
 *
 * Signals are received by another thread, which calls the entrypoint for each
 * of them. For the initial entrypoint of a component, this is the thread that
 * the component was started with.
 */
class Genode::Entrypoint : Genode::Noncopyable
{
	private:

		friend class Startup;

		struct Signal_proxy
		{
			GENODE_RPC(Rpc_signal, void, signal);
			GENODE_RPC_INTERFACE(Rpc_signal);
		};

		struct Signal_proxy_component : Rpc_object<Signal_proxy, Signal_proxy_component>
		{
			Entrypoint &ep;

			Signal_proxy_component(Entrypoint &ep) : ep(ep) { }

			void signal();
		};

		struct Signal_proxy_thread : Thread
		{
			enum { STACK_SIZE = 16*1024 };

			Entrypoint &ep;

			Signal_proxy_thread(Env &env, Entrypoint &ep)
			: Thread(env, "signal proxy", STACK_SIZE), ep(ep) { start(); }

			void entry() override { ep._process_incoming_signals(); }
		};

		Env &_env;

		Signal_proxy_component   _signal_proxy { *this };
		Rpc_entrypoint           _rpc_ep;
		Capability<Signal_proxy> _signal_proxy_cap;
		Signal_receiver          _sig_rec { };
		bool volatile            _exit = false;

		/* the thread exists for further entrypoints of a component only */
		Constructible<Signal_proxy_thread> _signal_proxy_thread { };

		void _dispatch_signal(Signal &sig);
		void _process_incoming_signals();

		/**
		 * Constructor of the initial entrypoint, does not return
		 */
		Entrypoint(Env &env);

	public:

		/**
		 * Constructor
		 *
		 * \param stack_size  size of the stack in bytes
		 * \param name        name of the thread
		 */
		Entrypoint(Env &env, size_t stack_size, char const *name);

		/**
		 * Destructor, no object or signal handler must be managed anymore
		 */
		~Entrypoint();

		/**
		 * Make RPC object callable
		 */
		template <typename RPC_INTERFACE, typename RPC_SERVER>
		Capability<RPC_INTERFACE> manage(Rpc_object<RPC_INTERFACE, RPC_SERVER> &obj) {
			return _rpc_ep.manage(&obj); }

		/**
		 * Revoke capability of an RPC object
		 */
		template <typename RPC_INTERFACE, typename RPC_SERVER>
		void dissolve(Rpc_object<RPC_INTERFACE, RPC_SERVER> &obj) { _rpc_ep.dissolve(&obj); }

		/**
		 * Let the entrypoint handle the signals of a context
		 */
		Signal_context_capability manage(Signal_dispatcher_base &);

		/**
		 * Stop handling the signals of a context
		 */
		void dissolve(Signal_dispatcher_base &);

		/**
		 * Wait for one signal and handle it
		 *
		 * Called by a signal handler or RPC function of the entrypoint.
		 */
		void wait_and_dispatch_one_signal();

		/**
		 * Return RPC entrypoint that underlies the entrypoint
		 */
		Rpc_entrypoint &rpc_ep() { return _rpc_ep; }
};

#endif /* _INCLUDE__BASE__ENTRYPOINT_H_ */
