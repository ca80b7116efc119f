/*
 * \brief  Thread of nucleus that calls services of components
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <utility>

#include <host/process.h>
#include <host/spin.h>
#include <kernel/message.h>
#include <kernel/nucleus_thread.h>

using namespace Kernel;


Nucleus_thread::Nucleus_thread(System &system, Ref<Task> const &task, unsigned index,
                               std::string const &name)
:
	Thread(system, task, index, name)
{
	_adopt_utcb(_utcb_memory);
}


void Nucleus_thread::_notify_completion()
{
	_complete_flag = true;
	_sys().notify_change();

	if (!_on_reply || _utcb_memory.status != Status::OK)
		return;

	Invocation::Payload reply;
	read_message(_utcb_memory.message, *task(), reply);
	_on_reply(reply);
}


/*
 * Capabilities pass through the slots of nucleus' task
 */
void Nucleus_thread::_drop_slots()
{
	Cap_space &caps = task()->caps();

	for (uint32_t i = 0; i < _utcb_memory.message.num_caps; i++)
		if (Mapping * const mapping = caps.lookup(_utcb_memory.message.cap[i]))
			caps.release(mapping->slot, mapping->deliveries);
}


void Nucleus_thread::begin(Ref<Object> const &object, Invocation::Payload const &request,
                           Reply_fn on_reply)
{
	_status = Status::INVALID_CAPABILITY;

	if (!object->alive())
		return;

	if (Invocation_handler * const handler = object->handler()) {

		Invocation invocation(*this, *object);
		invocation.request = request;
		handler->invoke(invocation);

		_status = Status::OK;
		_reply  = invocation.reply;

		if (on_reply)
			on_reply(_reply);
		return;
	}

	if (object->kind() != Kind::GATE)
		return;

	Ref<Gate> const gate(static_cast<Gate &>(*object));
	if (!gate->server())
		return;

	write_message(request, _utcb_memory.message, *task());
	_sent = _utcb_memory.message;

	_complete_flag = false;
	_on_reply      = std::move(on_reply);
	_called        = gate;
	_begin_call(gate);
}


/*
 * Wait a little for the next request of the server, or of the one that it waits
 * for, and execute it, which is earlier than the companion gets to run
 *
 * \param left      request that is left to the companion
 * \param patience  'NONE' to look at what is there already, with the lock held
 *
 * \return  false if there is none
 */
bool Nucleus_thread::_advance_server(Lock_guard &lock, Posted &left, Patience patience)
{
	Ref<Thread> server = _called->server();

	for (unsigned depth = 0; server && server->called_server() && depth < MAX_DEPTH; depth++)
		server = server->called_server();

	Host::Carrier const * const carrier = server ? server->carrier() : nullptr;
	if (!carrier)
		return false;

	Host::Process::Use const process(*server->task()->process());

	uint32_t const seen = server->latest_request();

	Posted posted { .thread = server->id(), .number = seen };

	auto const changed = [&] {
		return carrier->posted_request(posted.number) && posted.number != seen && !(posted == left); };

	bool found = false;
	if (patience == Patience::NONE)
		found = changed();
	else
		lock.unlocked([&] { found = Host::yield_until([&] { return _complete_flag || changed(); }); });

	if (found && !_complete_flag && !server->execute_simple_request(lock))
		left = posted;

	return found;
}


void Nucleus_thread::advance(Lock_guard &lock)
{
	Posted left { };

	if (_called && !_complete_flag)
		(void)_advance_server(lock, left, Patience::NONE);
}


Status Nucleus_thread::finish(Lock_guard &lock, Invocation::Payload &reply,
                              std::chrono::milliseconds timeout)
{
	if (!_called) {
		reply = std::exchange(_reply, { });
		return _status;
	}

	Posted left { };
	for (unsigned i = 0; i < MAX_ADVANCES && !_complete_flag; i++)
		if (!_advance_server(lock, left, Patience::LITTLE))
			break;

	Ref<Gate> const gate = std::exchange(_called, { });

	/*
	 * A server without a process, or that has crashed, will not answer. Nor
	 * will one that waits for a component that the caller keeps frozen.
	 */
	auto lost = [&] {
		Ref<Thread> const &server = gate->server();
		return !server || !server->task()->process() || server->stuck() || server->waits_for_frozen();
	};

	lock.wait_for_change([&] { return _complete_flag || lost(); }, timeout);

	_on_reply = nullptr;
	if (!_complete_flag)
		cancel_blocking();

	Status const status = _utcb_memory.status;

	Message const received = _utcb_memory.message;
	if (status == Status::OK)
		read_message(received, *task(), reply);

	_drop_slots();
	_utcb_memory.message = _sent;
	_drop_slots();
	return status;
}
