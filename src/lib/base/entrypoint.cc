/*
 * \brief  Entrypoint that handles calls and signals
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/entrypoint.h>
#include <lib/base/startup.h>
#include <util/retry.h>

using namespace Genode;


namespace {

	struct Constructor
	{
		GENODE_RPC(Rpc_construct, void, construct);
		GENODE_RPC_INTERFACE(Rpc_construct);
	};

	/*
	 * Object whose call executes the code of the component for the first time
	 */
	struct Constructor_component : Rpc_object<Constructor, Constructor_component>
	{
		Env &env;

		explicit Constructor_component(Env &env) : env(env) { }

		void construct()
		{
			execute_static_constructors();
			Component::construct(env);
		}
	};
}


void Entrypoint::Signal_proxy_component::signal()
{
	/* the signal may have been handled by 'wait_and_dispatch_one_signal' */
	try {
		Signal signal = ep._sig_rec.pending_signal();
		ep._dispatch_signal(signal);
	} catch (Signal_receiver::Signal_not_pending) { }
}


void Entrypoint::_dispatch_signal(Signal &signal)
{
	if (auto * const dispatcher = dynamic_cast<Signal_dispatcher_base *>(signal.context()))
		dispatcher->dispatch(signal.num());
}


void Entrypoint::_process_incoming_signals()
{
	while (!_exit) {

		try { _sig_rec.block_for_signal(); }
		catch (Blocking_canceled) { continue; }

		if (_exit)
			return;

		/* a cancelled call is repeated, otherwise its signal would be lost */
		retry<Blocking_canceled>(
			[&] { _signal_proxy_cap.call<Signal_proxy::Rpc_signal>(); }, [] { });
	}
}


void Entrypoint::wait_and_dispatch_one_signal()
{
	for (;;) {
		try {
			_sig_rec.block_for_signal();

			Signal signal = _sig_rec.pending_signal();
			_dispatch_signal(signal);
			return;
		}
		catch (Signal_receiver::Signal_not_pending) { }
		catch (Blocking_canceled)                   { }
	}
}


Signal_context_capability Entrypoint::manage(Signal_dispatcher_base &dispatcher)
{
	return _sig_rec.manage(&dispatcher);
}


void Entrypoint::dissolve(Signal_dispatcher_base &dispatcher)
{
	_sig_rec.dissolve(&dispatcher);
}


Entrypoint::Entrypoint(Env &env)
:
	_env(env),
	_rpc_ep(&env.pd(), Component::stack_size(), Component::name()),
	_signal_proxy_cap(_rpc_ep.manage(&_signal_proxy, "signal_proxy_cap"))
{
	component_entrypoint(*this);
	start_signal_handler_thread(env);

	Constructor_component constructor(env);

	Capability<Constructor> constructor_cap =
		_rpc_ep.manage(&constructor, "constructor_cap");

	retry<Blocking_canceled>(
		[&] { constructor_cap.call<Constructor::Rpc_construct>(); }, [] { });

	_rpc_ep.dissolve(&constructor);
	constructor_cap = Capability<Constructor>();

	_process_incoming_signals();
}


Entrypoint::Entrypoint(Env &env, size_t stack_size, char const *name)
:
	_env(env),
	_rpc_ep(&env.pd(), stack_size, name),
	_signal_proxy_cap(_rpc_ep.manage(&_signal_proxy, "signal_proxy_cap"))
{
	_signal_proxy_thread.construct(env, *this);
}


Entrypoint::~Entrypoint()
{
	if (_signal_proxy_thread.constructed()) {
		_exit = true;
		_sig_rec.unblock_signal_waiter();
		_signal_proxy_thread->join();
		_signal_proxy_thread.destruct();
	}

	_signal_proxy_cap = Capability<Signal_proxy>();
	_rpc_ep.dissolve(&_signal_proxy);
}
