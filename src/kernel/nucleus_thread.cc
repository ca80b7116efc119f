/*
 * \brief  Thread of nucleus that calls services of components
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

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


Status Nucleus_thread::call(Lock_guard &lock, Ref<Object> const &object,
                            Invocation::Payload const &request, Invocation::Payload &reply,
                            std::chrono::milliseconds timeout, Reply_fn on_reply)
{
	if (!object->alive())
		return Status::INVALID_CAPABILITY;

	if (Invocation_handler * const handler = object->handler()) {
		Invocation invocation(*this, *object);
		invocation.request = request;
		handler->invoke(invocation);
		reply = invocation.reply;
		if (on_reply)
			on_reply(reply);
		return Status::OK;
	}

	if (object->kind() != Kind::GATE)
		return Status::INVALID_CAPABILITY;

	Ref<Gate> const gate(static_cast<Gate &>(*object));
	if (!gate->server())
		return Status::INVALID_CAPABILITY;

	Cap_space &caps = task()->caps();

	/* capabilities pass through the slots of nucleus' task */
	auto drop_slots = [&] {
		for (uint32_t i = 0; i < _utcb_memory.message.num_caps; i++)
			if (Mapping * const mapping = caps.lookup(_utcb_memory.message.cap[i]))
				caps.release(mapping->slot, mapping->deliveries);
	};

	write_message(request, _utcb_memory.message, *task());
	Message const sent = _utcb_memory.message;

	_complete_flag = false;
	_on_reply      = std::move(on_reply);
	_begin_call(gate);

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

	drop_slots();
	_utcb_memory.message = sent;
	drop_slots();

	return status;
}
