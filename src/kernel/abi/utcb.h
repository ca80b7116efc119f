/*
 * \brief  User-level thread control block, the interface between a thread
 *         and the kernel
 *
 * A thread describes an operation in its UTCB and calls the kernel entry.
 * When the entry returns, the UTCB holds the outcome. Whatever a thread
 * writes here is foreign to the kernel: each field is read once and checked
 * before it is used.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__ABI__UTCB_H_
#define _KERNEL__ABI__UTCB_H_

#include <stdint.h>
#include <kernel/abi/layout.h>

namespace Kernel {

	enum class Operation : uint32_t;
	enum class Status    : uint32_t;

	struct Message;
	struct Thread_block;
	struct Utcb;
}


/**
 * Operations of the kernel
 *
 * The arguments are passed in 'Utcb::arg', slots are slots of the calling
 * thread's task. The names are those of Fiasco.OC where it has the operation.
 */
enum class Kernel::Operation : uint32_t {

	/**
	 * Send the message in the UTCB through a gate and wait for the reply
	 *
	 * arg[0]: slot of the gate
	 */
	IPC_CALL = 1,

	/**
	 * Reply to a call if there is one to reply to, then wait for the next
	 *
	 * arg[0]: reply token of the call to answer, 0 for none
	 *
	 * On return, the message is the request, 'Message::label' tells the
	 * gate, and 'Message::reply' is the token for answering it.
	 */
	IPC_REPLY_AND_WAIT = 2,

	/**
	 * Reply to a call without waiting
	 *
	 * arg[0]: reply token
	 */
	IPC_SEND = 3,

	/**
	 * Block for a time
	 *
	 * arg[0]: duration in microseconds, ~0 for an endless sleep
	 */
	IPC_SLEEP = 4,

	/**
	 * Consume one trigger of an IRQ the calling thread is attached to, wait
	 * for one if there is none
	 *
	 * arg[0]: slot of the IRQ
	 */
	IRQ_RECEIVE = 5,

	/**
	 * Trigger an IRQ
	 *
	 * arg[0]: slot of the IRQ
	 */
	IRQ_TRIGGER = 6,

	/**
	 * Set the label of a gate, permitted to the task of its server thread
	 *
	 * arg[0]: slot of the gate
	 * arg[1]: label, reported to the server with each request
	 */
	GATE_LABEL = 7,

	/**
	 * Ask if a slot holds a capability
	 *
	 * arg[0]: slot
	 *
	 * result: 1 if it does, 0 if not
	 */
	TASK_CAP_VALID = 8,

	/**
	 * Ask if two slots refer to the same object
	 *
	 * arg[0], arg[1]: slots
	 *
	 * result: 1 if they do, 0 if not
	 */
	TASK_CAP_EQUAL = 9,

	/**
	 * Give up a capability
	 *
	 * arg[0]: slot
	 * arg[1]: how often the capability was received in this slot, as the
	 *         caller knows it
	 *
	 * The slot becomes free if the kernel counted as many deliveries. If a
	 * further delivery is on its way to another thread of the task, the slot
	 * stays, as one that was received this often less, and the result is 0.
	 * A larger number has no effect. Mappings that were derived from the slot
	 * stay valid.
	 *
	 * result: 1 if the slot is free now, 0 if it stays
	 */
	TASK_CAP_RELEASE = 10,

	/**
	 * Take a capability back from everyone who received it from this task
	 *
	 * arg[0]: slot
	 * arg[1]: 1 if the own slot is to be emptied as well
	 */
	TASK_UNMAP = 11,

	/**
	 * Read the clock
	 *
	 * result: microseconds since an arbitrary point in time
	 *
	 * The clock of a task never goes back. In the system where the task was
	 * captured it goes on while the task is not there, in another one it
	 * starts with the captured time.
	 */
	CLOCK = 12,

	/**
	 * Tell where the task keeps its user-level capability map
	 *
	 * arg[0]: virtual address of a 'Kernel::Abi::Cap_map_root'
	 *
	 * The kernel uses the map for display and for checking it against the
	 * capability space, never for decisions.
	 */
	TASK_CAP_MAP = 13,

	/**
	 * Let other threads run
	 */
	THREAD_YIELD = 14,

	/**
	 * Print the message data as diagnostic output
	 */
	DEBUG_OUTPUT = 15,

	/**
	 * Wait, never to be woken up
	 */
	THREAD_EXIT = 16,

	/**
	 * Obtain a capability that identifies the calling thread
	 *
	 * A thread may know itself by a capability of whoever created it, which
	 * means nothing to core. The one delivered here names the kernel's object.
	 * It can be passed on, but not be used for controlling the thread, unless
	 * the task holds the thread with this right already.
	 *
	 * result: slot, counted as a delivery
	 *
	 * status OUT_OF_RESOURCES: the capability space is full, or the task
	 * cannot pay for it
	 */
	THREAD_IDENTITY = 17,
};


/**
 * Outcome of an operation
 */
enum class Kernel::Status : uint32_t {

	OK = 0,

	/** the slot holds no capability or one of the wrong kind */
	INVALID_CAPABILITY = 1,

	/** the rights of the capability do not suffice */
	DENIED = 2,

	/** the blocking operation was cancelled */
	CANCELED = 3,

	/** the server vanished before it replied */
	SERVER_GONE = 4,

	/** the operation or its arguments make no sense */
	INVALID_OPERATION = 5,

	/** no room for a further capability or object */
	OUT_OF_RESOURCES = 6,

	/**
	 * Answer to a wait, handled by the kernel entry: the thread shall watch
	 * the channels of direct calls instead
	 */
	WATCH_CHANNELS = 7,
};


/**
 * Message that an IPC operation sends and receives
 */
struct Kernel::Message
{
	static constexpr uint32_t MAX_CAPS = 8;
	static constexpr uint32_t MAX_DATA = 3072;

	/** bytes of 'data' in use */
	uint32_t size;

	/** number of capabilities */
	uint32_t num_caps;

	/**
	 * Word that is passed as it is: opcode of a request, exception code of a
	 * reply
	 */
	int64_t code;

	/** received requests: label that the server gave to the gate */
	uint64_t label;

	/** received requests: token to reply with */
	uint64_t reply;

	/** received requests: 1 if the caller is the kernel's own task (core) */
	uint32_t from_core;

	/**
	 * Slots of the capabilities, 0 for an invalid one
	 *
	 * The kernel translates them: the receiver reads slots of its own task.
	 */
	uint32_t cap[MAX_CAPS];

	uint8_t data[MAX_DATA];
};


/**
 * What the segment fs of a thread starts with
 *
 * A thread begins with the block in its UTCB. If it has thread-local data, it sets
 * the base of fs to a block of its own behind the data. The segment gs is not used
 * because hosts without the instructions for its base take microseconds at each switch
 * between threads of which the base differs.
 */
struct Kernel::Thread_block
{
	uint64_t address;   /* of the block itself, as compilers expect it */
	uint64_t utcb;      /* address of the thread's UTCB */
};


struct Kernel::Utcb
{
	static constexpr unsigned NUM_ARGS = 4;

	/** state of the thread, maintained by the host layer */
	uint8_t host_area[504];

	Thread_block thread_block;

	Operation operation;
	Status    status;
	uint64_t  arg[NUM_ARGS];
	uint64_t  result;
	Message   message;

	static constexpr unsigned MAX_RELEASED = 8;

	struct Released { uint32_t slot, deliveries; };

	/**
	 * Capabilities to be given up along with the next operation, whichever it
	 * is, as 'TASK_CAP_RELEASE' does
	 *
	 * The kernel sets the number to 0. Calls with such capabilities are not
	 * executed directly, and waits only if they begin with a reply.
	 */
	uint32_t num_released;
	Released released[MAX_RELEASED];
};

static_assert(sizeof(Kernel::Utcb) <= Kernel::Abi::PAGE_SIZE);

#endif /* _KERNEL__ABI__UTCB_H_ */
