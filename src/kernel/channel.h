/*
 * \brief  Channel of direct calls
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__CHANNEL_H_
#define _KERNEL__CHANNEL_H_

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include <host/channel.h>
#include <kernel/channel_charge.h>
#include <kernel/gate.h>
#include <kernel/task.h>

namespace Kernel {

	struct Channel;
	struct Direct_calls;
}


/**
 * Way of calls from a client thread through a gate to its server thread that
 * does not involve the kernel
 *
 * A channel that is open is the business of the two threads. By closing it,
 * the kernel takes a call that is under way into its own hands. The client
 * pays for it.
 */
struct Kernel::Channel
{
	Channel_charge const charge;

	Host::Channel memory;

	Thread *client;   /* null if it is gone */
	Thread *server;   /* null if it is gone */

	Slot       const slot;      /* of the client */
	Gate            &gate;      /* valid as long as the channel is open */
	Object::Id const gate_id;

	unsigned const client_place;
	unsigned       server_place = 0;

	uint64_t client_mapping = 0;   /* see 'Host::Process::applied' */
	uint64_t server_mapping = 0;

	bool served = false;   /* has a place at the server */
	bool open   = false;

	Task::Token token = 0;   /* of the calls through the channel, changes when it is opened */

	/**
	 * \throw Channel_charge::Refused
	 * \throw Host::Arena::Out_of_memory
	 */
	Channel(Task &payer, Host::Arena &arena, Thread &client, Thread &server, Slot slot, Gate &gate,
	        unsigned place)
	:
		charge(payer), memory(arena), client(&client), server(&server), slot(slot), gate(gate),
		gate_id(gate.id()), client_place(place)
	{ }

	/** Return true if calls of the client to the gate can use the channel */
	bool suits(Slot slot, Gate const &gate) const
	{
		return slot == this->slot && gate.id() == gate_id && gate.server().get() == server;
	}
};


/**
 * Channels of a thread
 */
struct Kernel::Direct_calls
{
	/** Gate that the thread called several times in a row */
	struct Candidate
	{
		Object::Id gate  = 0;
		Slot       slot  = 0;
		uint32_t   calls = 0;
	};

	std::array<Candidate,                Abi::MAX_CALLED_CHANNELS> candidates { };
	std::array<std::shared_ptr<Channel>, Abi::MAX_CALLED_CHANNELS> called { };

	/* with null pointers at places that are free */
	std::vector<std::shared_ptr<Channel>> served { };

	/* pays the page by which a server watches channels */
	std::optional<Channel_charge> watch { };

	/* waits by the kernel since the number of received requests was last seen to change */
	uint32_t received = 0;
	unsigned waits    = 0;

	/** Return place for a channel to a gate in the given slot */
	static unsigned place(Slot slot) { return slot % Abi::MAX_CALLED_CHANNELS; }

	/** Return free place for a channel to serve, 'MAX_SERVED_CHANNELS' if there is none */
	unsigned free_place() const
	{
		unsigned place = 0;
		while (place < served.size() && served[place])
			place++;
		return place;
	}

	/** Return number of places up to the last open channel to serve */
	unsigned watched() const
	{
		for (size_t count = served.size(); count; count--)
			if (served[count - 1] && served[count - 1]->open)
				return unsigned(count);
		return 0;
	}
};

#endif /* _KERNEL__CHANNEL_H_ */
