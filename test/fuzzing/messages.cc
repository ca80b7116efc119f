/*
 * \brief  Fuzz target of messages: transfer by the kernel, and calls of core
 *
 * The input is a sequence of messages, see 'Call'. They go to objects of core
 * that belong together as those of a component do. No process is involved.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <span>

#include <core/pd_session.h>
#include <core/ram_session.h>
#include <core/rm_session.h>
#include <core/rom_session.h>
#include <core/services.h>
#include <host/process_pool.h>
#include <host/reaper.h>
#include <kernel/invocation.h>
#include <kernel/message.h>
#include <kernel/system.h>
#include <kernel/thread.h>

using Kernel::Invocation;
using Kernel::Message;
using Kernel::Object;


namespace {

	constexpr size_t ARENA_SIZE = 64u << 20;

	/** Threads are never started */
	struct No_processes : Core::Pd_events
	{
		bool pd_starts(Core::Pd_session_component &) override { return true; }
		void pd_died  (Core::Pd_session_component &, Death const &) override { }
		void pd_faulted(Core::Pd_session_component &, std::string const &) override { }
		void pd_lacks_quota(Core::Pd_session_component &) override { }
		void pd_ends  (Core::Pd_session_component &) override { }
	};

	/**
	 * Kernel and core without any process
	 */
	struct World
	{
		Host::Arena        arena  { ARENA_SIZE };
		Host::Reaper       reaper { };
		Host::Process_pool pool   { { arena, reaper, "", 0 }, 0, 0 };
		Kernel::System     kernel { pool };
		Core::Log_sink     log    { [] (std::string const &) { } };
		Core::Rom_fs       rom_fs { arena, { } };
		No_processes       events { };
		Core::Services     services { kernel, arena, rom_fs, log, events };

		World() { rom_fs.provide("config", "<config/>"); }
	};

	World &world()
	{
		static World &world = *new World;
		return world;
	}

	/**
	 * Objects that a component may hold
	 */
	struct Component
	{
		std::vector<std::unique_ptr<Core::Session>> sessions { };
		std::vector<Kernel::Ref<Object>>            objects  { };

		Kernel::Ref<Kernel::Task>   task;
		Kernel::Ref<Kernel::Thread> thread;

		void add(Object &object) { objects.emplace_back(object); }

		Component()
		:
			task(*new Kernel::Task(world().kernel, "fuzz")),
			thread(*new Kernel::Thread(world().kernel, task, 0, "fuzz"))
		{
			for (char const * const service : { "PD", "CPU", "RAM", "RAM", "RM", "ROM", "LOG" }) {
				sessions.push_back(world().services.create({
					.service = service, .args = "ram_quota=256K, label=\"fuzz -> config\"", .affinity = { } }));
				add(sessions.back()->session_object());
			}
			for (auto const &session : sessions)
				if (auto * const pd = dynamic_cast<Core::Pd_session_component *>(session.get())) {
					auto &source = pd->create_signal_source();
					add(source.kernel_object());
					add(pd->create_signal_context(source, 1).kernel_object());
					add(pd->create_gate(thread));
					add(pd->address_space_rm().kernel_object());
					add(pd->stack_area_rm().kernel_object());
				} else if (auto * const ram = dynamic_cast<Core::Ram_session_component *>(session.get())) {
					ram->grant(1u << 20);
					add(ram->allocate(8192).kernel_object());
				} else if (auto * const rm = dynamic_cast<Core::Rm_session_component *>(session.get())) {
					auto &map = rm->create_region_map(1u << 20);
					add(map.kernel_object());
					add(map.dataspace_component().kernel_object());
				}
			add(*thread);
		}

		~Component()
		{
			objects.clear();
			sessions.clear();
			thread->destroy();
			task->destroy();
		}
	};

	/**
	 * Message within the input
	 */
	struct Call
	{
		uint8_t target;
		int8_t  code;
		uint8_t num_caps;
		uint8_t caps[Message::MAX_CAPS];
		uint8_t size;      /* in units of 8 bytes, the data follows */
	};

	void invoke(Component &component, Call const &call, std::span<uint8_t const> data)
	{
		auto const object = [&] (uint8_t i) { return component.objects[i % component.objects.size()]; };

		Kernel::Ref<Object> const target = object(call.target);
		if (!target->alive() || !target->handler())
			return;

		Invocation invocation(*component.thread, *target);
		invocation.request.code     = call.code;
		invocation.request.num_caps = std::min<uint32_t>(call.num_caps, Message::MAX_CAPS);
		invocation.request.size     = uint32_t(data.size());
		std::ranges::copy(data, invocation.request.data.begin());

		for (uint32_t i = 0; i < invocation.request.num_caps; i++)
			invocation.request.caps[i] = { object(call.caps[i]), Kernel::Rights::full() };

		target->handler()->invoke(invocation);

		if (invocation.reply.size > Message::MAX_DATA || invocation.reply.num_caps > Message::MAX_CAPS)
			std::abort();

		/* what was created is a target of calls to come */
		for (uint32_t i = 0; i < invocation.reply.num_caps; i++)
			if (invocation.reply.caps[i].object && component.objects.size() < 255)
				component.objects.push_back(invocation.reply.caps[i].object);
	}

	void transfer(Component &component, std::span<uint8_t const> input)
	{
		Kernel::Ref<Kernel::Task> const other(*new Kernel::Task(world().kernel, "other"));

		for (Kernel::Ref<Object> const &object : component.objects)
			component.task->caps().insert(*object, Kernel::Rights::full(), nullptr);

		auto const from = std::make_unique<Message>(), to = std::make_unique<Message>();
		memset(static_cast<void *>(from.get()), 0, sizeof(Message));
		memcpy(static_cast<void *>(from.get()), input.data(), std::min(input.size(), sizeof(Message)));

		Kernel::transfer(*from, *component.task, *to, *other);

		if (to->size > Message::MAX_DATA || to->num_caps > Message::MAX_CAPS)
			std::abort();

		auto const payload = std::make_unique<Invocation::Payload>();
		Kernel::read_message(*from, *component.task, *payload);
		Kernel::write_message(*payload, *to, *other);
		other->destroy();
	}
}


extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const *data, std::size_t size)
{
	Kernel::Lock_guard const lock(world().kernel);

	Component component { };
	std::span input(data, size);

	transfer(component, input);

	for (unsigned n = 0; n < 64 && input.size() > sizeof(Call); n++) {

		Call call;
		memcpy(&call, input.data(), sizeof(call));
		input = input.subspan(sizeof(call));

		auto const payload = input.first(std::min<size_t>(input.size(), call.size*8u));
		input = input.subspan(payload.size());

		/* as the kernel does it, any exception ends the call only */
		try { invoke(component, call, payload); }
		catch (...) { }
	}
	return 0;
}
