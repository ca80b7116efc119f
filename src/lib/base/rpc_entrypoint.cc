/*
 * \brief  Thread that executes the calls of RPC objects
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/rpc_server.h>
#include <lib/base/cap_map.h>
#include <lib/base/kernel.h>
#include <lib/base/platform_env.h>
#include <lib/base/stack.h>
#include <root/session_keeper.h>

using namespace Genode;


namespace {

	/* frames of the dispatch loop, in addition to those of the RPC functions */
	enum { DISPATCH_STACK_SIZE = 16*1024 };

	/**
	 * Let the kernel report the name of the capability to the server with each
	 * call, and tell it the name for people
	 */
	void label_gate(Native_capability cap, char const *name)
	{
		Kernel::Message &message = Kernel::utcb().message;

		size_t const len = strlen(name);
		message.size = (uint32_t)len;
		memcpy(message.data, name, len);

		Kernel::execute(Kernel::Operation::GATE_LABEL,
		                (unsigned long)cap.local_name(), (unsigned long)cap.local_name());
	}

	bool keeper_request(Rpc_opcode opcode)
	{
		return opcode.value == Session_keeper::OPCODE_SAVE
		    || opcode.value == Session_keeper::OPCODE_QUIESCE
		    || opcode.value == Session_keeper::OPCODE_RESTORE;
	}

	/**
	 * Return true if the session wants to know when the reply is with core
	 */
	bool to_be_finished(Rpc_opcode opcode)
	{
		return opcode.value == Session_keeper::OPCODE_SAVE
		    || opcode.value == Session_keeper::OPCODE_RESTORE;
	}

	/**
	 * \return  false if the session does not support the request
	 */
	bool execute_keeper_request(Session_keeper &keeper, Rpc_opcode opcode, Rpc_object_base &obj,
	                            Ipc_unmarshaller &in, bool empty, Msgbuf_base &out_buf)
	{
		switch (opcode.value) {

		case Session_keeper::OPCODE_SAVE:
			{
				Ipc_marshaller out(out_buf);
				return keeper.save_session(obj, out);
			}

		case Session_keeper::OPCODE_QUIESCE:
			keeper.quiesce_session(obj);
			return true;

		default:
			if (!empty)
				return keeper.restore_session(obj, in);

			keeper.session_state_lost(obj);
			return true;
		}
	}
}


Untyped_capability Rpc_entrypoint::_manage(Rpc_object_base *obj, char const *name)
{
	_block_until_cap_valid();

	/* an object that is managed already keeps its capability */
	if (obj->cap().valid())
		return obj->cap();

	Untyped_capability const cap = _pd_session.alloc_rpc_cap(_identity);

	label_gate(cap, name);
	obj->cap(cap);
	insert(obj);
	return cap;
}


Untyped_capability Rpc_entrypoint::_manage_typed(Rpc_object_base *obj, char const *signature)
{
	char const *start = signature;
	while (*start && strcmp(start, "T = ", 4))
		start++;

	if (*start)
		start += 4;

	size_t len = 0;
	while (start[len] && start[len] != ']' && start[len] != ';')
		len++;

	return _manage(obj, String<128>(Cstring(start, len)).string());
}


void Rpc_entrypoint::_dissolve(Rpc_object_base *obj)
{
	if (!obj->cap().valid())
		return;

	/* let no new call in, then wait until the object is not in use anymore */
	_pd_session.free_rpc_cap(obj->cap());
	remove(obj);

	obj->cap(Untyped_capability());
}


Rpc_exception_code Rpc_entrypoint::_dispatch(Rpc_request const &request, Msgbuf_base &in_buf,
                                             Msgbuf_base &out_buf)
{
	Rpc_exception_code code { Rpc_exception_code::INVALID_OBJECT };

	apply(request.label, [&] (Rpc_object_base *obj) {

		if (!obj)
			return;

		Ipc_unmarshaller in(in_buf);

		try {
			if (!keeper_request(request.opcode)) {
				code = obj->dispatch(request.opcode, in, out_buf);
				return;
			}

			Session_keeper * const keeper = obj->session_keeper();

			if (!request.from_core || !keeper) {
				code = Rpc_exception_code(Rpc_exception_code::INVALID_OPCODE);
				return;
			}

			bool const ok = execute_keeper_request(*keeper, request.opcode, *obj, in,
			                                       !in_buf.data_size(), out_buf);

			code = Rpc_exception_code(ok ? (long)Rpc_exception_code::SUCCESS
			                             : (long)Session_keeper::CODE_UNSUPPORTED);

		}
		catch (Ipc_error)         { code = Rpc_exception_code(Rpc_exception_code::INVALID_OPCODE); }

		/* whoever cancels what a server does for a client does not want its end */
		catch (Blocking_canceled) { code = Rpc_exception_code(Rpc_exception_code::INVALID_OPCODE); }
	});
	return code;
}


/*
 * Called when the reply is with core
 */
void Rpc_entrypoint::_finish_keeper_request(Rpc_request const &request)
{
	apply(request.label, [&] (Rpc_object_base *obj) {

		Session_keeper * const keeper = obj ? obj->session_keeper() : nullptr;
		if (!keeper)
			return;

		try {
			if (request.opcode.value == Session_keeper::OPCODE_SAVE)
				keeper->session_saved(*obj);
			else
				keeper->session_restored(*obj);
		}
		catch (Ipc_error)         { }
		catch (Blocking_canceled) { }
	});
}


void Rpc_entrypoint::entry()
{
	_identity = Native_capability(Cap_map::map().deliver(Kernel::thread_identity()));
	_cap_valid.unlock();

	_delay_start.lock();

	Msgbuf<Msgbuf_base::MAX_DATA_SIZE> request, reply;
	Rpc_exception_code code { Rpc_exception_code::SUCCESS };

	while (!_exit_handler.exit) {

		Rpc_request const received = ipc_reply_wait(_caller, code, reply, request);

		_caller    = received.caller;
		_from_core = received.from_core;

		reply.reset();
		code = _dispatch(received, request, reply);
		request.reset_caps();

		if (received.from_core && to_be_finished(received.opcode)) {
			ipc_reply(omit_reply(), code, reply);
			_finish_keeper_request(received);
		}
	}

	/* answer the call that ended the loop */
	if (_caller.value)
		ipc_reply(_caller, code, reply);

	_delay_exit.lock();
}


void Rpc_entrypoint::_block_until_cap_valid()
{
	_cap_valid.lock();
	_cap_valid.unlock();
}


size_t Rpc_entrypoint::_entrypoint_stack_size(size_t stack_size)
{
	return stack_size + DISPATCH_STACK_SIZE;
}


void Rpc_entrypoint::activate() { _delay_start.unlock(); }


Reply_token Rpc_entrypoint::omit_reply()
{
	Reply_token const caller = _caller;
	_caller = { };
	return caller;
}


void Rpc_entrypoint::explicit_reply(Reply_token caller, int return_value)
{
	Msgbuf<0> reply;
	ipc_reply(caller, Rpc_exception_code(return_value), reply);
}


Rpc_entrypoint::Rpc_entrypoint(Pd_session *pd_session, size_t stack_size, char const *name,
                               bool start_on_construction, Affinity::Location location)
:
	Thread(DEFAULT_WEIGHT, name, _entrypoint_stack_size(stack_size), location),
	_pd_session(*pd_session)
{
	Thread::start();

	_block_until_cap_valid();

	if (start_on_construction)
		activate();

	_exit_cap = manage(&_exit_handler, "exit_cap");
}


Rpc_entrypoint::~Rpc_entrypoint()
{
	/* the thread must get to its loop to notice the request to leave it */
	activate();

	_exit_cap.call<Exit::Rpc_exit>();

	dissolve(&_exit_handler);
	_exit_cap = Capability<Exit>();

	remove_all([&] (Rpc_object_base *obj) {
		error("object pool of entrypoint '", Thread::name(), "' not empty");
		_pd_session.free_rpc_cap(obj->cap());
		obj->cap(Untyped_capability());
	});

	_delay_exit.unlock();
	Thread::join();
}
