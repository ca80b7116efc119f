/*
 * \brief  Memory shared between nucleus and the program that each component
 *         process starts with ("stub")
 *
 * 'Control' and 'Agent_page' are written by nucleus and read-only in the
 * process. 'Thread_state' is the part of the UTCB that the stub maintains;
 * a component can write to it, so nucleus trusts none of it.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__ABI_H_
#define _HOST__ABI_H_

#include <stdint.h>
#include <stddef.h>
#include <kernel/abi/utcb.h>

namespace Host::Abi {

	using Kernel::Abi::PAGE_SIZE;

	/*
	 * Descriptors of a fresh process
	 */
	constexpr int ARENA_FD = 3;   /* all memory, see 'Host::Arena' */
	constexpr int EVENT_FD = 4;   /* completion of agent commands */

	/*
	 * Descriptor that the program creates for nucleus, if the host permits it,
	 * see 'Userfaultfd_tracker'. Neither agent nor threads can use it.
	 */
	constexpr int USERFAULT_FD = 0;

	constexpr uint64_t SYSTEM_PAGE      = Kernel::Abi::KERNEL_AREA + 0x10000000ull;
	constexpr uint64_t SYSTEM_PAGE_SIZE = 2*PAGE_SIZE;
	constexpr uint64_t AGENT_PAGE       = Kernel::Abi::KERNEL_AREA + 0x10100000ull;

	/** end of the kernel area, everything above is given up */
	constexpr uint64_t KERNEL_AREA_END = Kernel::Abi::SERVED_CHANNELS
	                                   + Kernel::Abi::MAX_THREADS*Kernel::Abi::SERVED_CHANNELS_SIZE;

	/** how an idle thread area is to continue */
	enum class Resume : uint32_t {
		SAVED = 0,   /* with the registers in 'Thread_state::saved' */
		FRAME = 1,   /* with the signal frame 'Thread_state::resume_frame' */
	};

	/** what happens to the trap flag when a thread goes on with its code */
	enum class Stepping : uint32_t {
		UNCHANGED = 0,   /* belongs to the program */
		ON        = 1,   /* an exception follows each instruction */
		OFF       = 2,
	};

	/** flag of the CPU that lets an exception follow each instruction */
	constexpr uint64_t TRAP_FLAG = 1u << 8;

	struct Control;
	struct Thread_state;
	struct Wait_word;
	struct System_page;
	struct Agent_page;
	struct Filter_program;
}


/**
 * Orders of nucleus to one thread, read-only in the process
 */
struct Host::Abi::Control
{
	uint32_t done;     /* value of 'post' up to which requests are complete */
	uint32_t hold;     /* if not 0, the thread must not return to its code */
	uint32_t start;    /* changes when an idle thread shall resume */
	uint32_t reset;    /* if not 0, the thread shall drop the state of start number reset - 1, and idle */
	Resume   resume;
	Stepping stepping;
	char     name[16];

	/* 'stack_t' of the save stack */
	uint64_t alt_stack_base;
	uint32_t alt_stack_flags;
	uint32_t alt_stack_pad;
	uint64_t alt_stack_size;

	/*
	 * Direct calls, see 'host/channel.h'
	 */
	uint32_t channels;   /* number of channels to watch, 0: wait by nucleus */
	uint32_t senders;    /* if not 0, calls wait at nucleus */

	/* slot of the gate that leads to a channel, 0 if there is none */
	uint32_t called_slot[Kernel::Abi::MAX_CALLED_CHANNELS];

	struct Served
	{
		uint64_t label;   /* of the gate */
		uint64_t token;   /* for replying */
	};

	Served served[Kernel::Abi::MAX_SERVED_CHANNELS];
};

static_assert(sizeof(Host::Abi::Control) <= Host::Abi::PAGE_SIZE);


/**
 * Word that a thread waits for along with others, layout of 'futex_waitv'
 */
struct Host::Abi::Wait_word
{
	/* value of 'flags' for a word that processes share (FUTEX_32) */
	static constexpr uint32_t SHARED = 2;

	uint64_t value;
	uint64_t addr;
	uint32_t flags;
	uint32_t pad;
};


/**
 * State of a thread in its UTCB
 */
struct Host::Abi::Thread_state
{
	enum class Request : uint32_t { OPERATION = 0, FAULT = 1 };

	/**
	 * Whether the thread is within 'ENTRY_BLOCK' with its registers saved
	 *
	 * The thread leaves by the step from WAITING to NONE. Nucleus keeps it
	 * there by the step from WAITING to HELD, which it undoes later.
	 */
	enum class Block : uint32_t {
		NONE    = 0,
		WAITING = 1,
		HELD    = 2,
	};

	/**
	 * State of an interrupted thread: the signal frame that the host left
	 * on the save stack, and what such a frame does not contain
	 */
	struct Frame
	{
		uint64_t address;
		uint64_t fs, gs;
	};

	/**
	 * State of a thread within an operation
	 */
	struct Saved
	{
		uint64_t rbx, rbp, r12, r13, r14, r15, rsp, rip, fs, gs;
		uint32_t mxcsr;
		uint32_t fcw;
	};

	struct Fault
	{
		uint32_t signal;
		uint32_t trap;      /* x86 exception number */
		uint64_t error;     /* x86 error code */
		uint64_t addr;      /* faulting address */
		uint64_t ip;
	};

	/*
	 * Flags in 'post', which otherwise has the number of requests so far
	 *
	 * The number includes an operation that the thread executes directly.
	 * The thread takes it back when it succeeds. Nucleus takes the operation
	 * over by removing the flags. Each does so by one atomic step.
	 */
	static constexpr uint32_t POST_DIRECT = 1u << 31;
	static constexpr uint32_t POST_TAKING = 1u << 30;   /* a request from the channel 'taken' */
	static constexpr uint32_t POST_NUMBER = POST_TAKING - 1;

	uint32_t post;
	Request  request;   /* kind of the latest request */
	uint32_t parked;    /* value of 'hold' or 'start' the thread reacted to */
	uint32_t wakeups;   /* wakeups not yet consumed by 'ENTRY_BLOCK' */

	Resume parked_resume;  /* how a parked thread can be continued elsewhere */
	Block  block;
	uint32_t blocks;    /* how often registers were saved in 'ENTRY_BLOCK' */
	uint32_t resting;   /* 1 if an operation is left to nucleus, until registers are saved anew */

	/* set while the thread waits for a change of 'Control::hold', wherever it does so */
	uint32_t release_awaited;
	uint32_t pad;

	Frame parked_frame;   /* interrupted by nucleus */
	Frame fault_frame;    /* interrupted by a fault */
	Frame resume_frame;   /* to continue with, 'Resume::FRAME' */

	Saved saved;
	Fault fault;

	/*
	 * Latest operation: place of the channel that it calls plus 1, 0 if it is
	 * no direct call. The upper bits have the number of direct calls, which
	 * tells which call the state of a channel belongs to.
	 */
	static constexpr uint32_t CALL_NUMBER = 0xffffff00;

	uint32_t called;
	uint32_t taken;      /* channel of which a request was taken last */
	uint32_t received;   /* number of requests taken from channels */
	uint32_t turn;       /* 1 if the latest request was taken from a channel */

	/* of a client that waits for nucleus and for the channel at the same time */
	Wait_word awaited[2];
	uint32_t  awaits;   /* 1 as long as it would notice a reply by the channel */

	/*
	 * Active waiting within a direct call: lower half of the time stamp of its
	 * begin, 0 if it is over, and whether it pays. 1: it does. 0: what was waited
	 * for last took long. Negative: number of waits until it is tried again.
	 */
	uint32_t wait_start;
	int32_t  eager;

	/*
	 * Wakeups that the thread has given, twice as many. While it gives one, the
	 * number is odd.
	 */
	uint32_t wake_steps;
};

static_assert(sizeof(Host::Abi::Thread_state) <= sizeof(Kernel::Utcb::host_area));


/**
 * Program of a system-call filter, laid out like 'struct sock_fprog'
 */
struct Host::Abi::Filter_program
{
	uint16_t length;
	uint16_t pad[3];
	uint64_t instructions;
};


/**
 * Constants for all processes, read-only there
 */
struct Host::Abi::System_page
{
	Filter_program thread_filter;
	Filter_program agent_filter;

	/**
	 * 1 if programs may use the instructions that access the bases of fs and
	 * gs, and the host keeps what they write. If not, a system call sets them
	 * and 'Thread_state::saved' always holds the current ones.
	 */
	uint32_t fsgsbase;

	/** 1 if there are several CPUs, so that threads may wait for each other actively */
	uint32_t several_cpus;

	uint64_t instructions[(SYSTEM_PAGE_SIZE - 2*sizeof(Filter_program) - 8)/8];
};

static_assert(sizeof(Host::Abi::System_page) == Host::Abi::SYSTEM_PAGE_SIZE);


/**
 * Commands for the agent of one process
 *
 * The agent executes the system calls in order and stops at the first one
 * that fails. It then reports by the position of its arena descriptor,
 * see 'AGENT_RESULT_SHIFT', and an increment of the event descriptor.
 */
struct Host::Abi::Agent_page
{
	struct Command
	{
		uint64_t number;
		uint64_t arg[6];
		uint64_t pad;
	};

	static constexpr unsigned MAX_COMMANDS = (PAGE_SIZE - 64)/sizeof(Command);

	uint32_t sequence;   /* changes when a new batch of commands is there */
	uint32_t count;
	uint64_t pad[7];

	Command command[MAX_COMMANDS];
};

static_assert(sizeof(Host::Abi::Agent_page) <= Host::Abi::PAGE_SIZE);

namespace Host::Abi {

	/*
	 * Report of the agent: number of commands executed in the upper part,
	 * lower 32 bits of the last return value in the lower part
	 */
	constexpr unsigned AGENT_RESULT_SHIFT = 32;
}

#endif /* _HOST__ABI_H_ */
