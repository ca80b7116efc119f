/*
 * \brief  Remote execution of system calls in a component process
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__AGENT_H_
#define _HOST__AGENT_H_

#include <atomic>
#include <cstdint>
#include <span>

#include <host/abi.h>
#include <host/arena.h>
#include <host/file.h>

namespace Host { class Agent; }


/**
 * Nucleus' side of the agent thread of one process
 *
 * Commands and results travel over ways that the threads of the process can
 * neither write nor imitate: a page that is read-only there, the position
 * of a descriptor, and an event descriptor.
 */
class Host::Agent
{
	private:

		Memory           _memory;
		Abi::Agent_page &_page = *reinterpret_cast<Abi::Agent_page *>(_memory.data());

		File const _arena_file;   /* file description shared with the agent only */
		File const _events;

		std::atomic<bool> _gone { false };

		/* wait for what the agent, or 'process_gone', has to tell */
		uint64_t _next_events();

		Agent(Agent const &) = delete;
		Agent &operator = (Agent const &) = delete;

	public:

		using Command = Abi::Agent_page::Command;

		static constexpr unsigned MAX_COMMANDS = Abi::Agent_page::MAX_COMMANDS;

		enum class Outcome { OK, FAILED, PROCESS_GONE };

		struct Result
		{
			Outcome  outcome;
			unsigned executed;   /* number of commands that succeeded */
			int32_t  value;      /* last return value, negated errno if 'FAILED' */
		};

		/**
		 * Constructor
		 *
		 * \throw System_error
		 * \throw Arena::Out_of_memory
		 */
		explicit Agent(Arena &);

		/**
		 * Execute commands in order up to the first one that fails
		 *
		 * Blocks until the agent is done or the process is gone. Must not be
		 * called by two threads at a time.
		 *
		 * \param commands  at most 'MAX_COMMANDS'
		 */
		Result execute(std::span<Command const> commands);

		/**
		 * Tell that the process is gone, 'execute' returns from now on
		 */
		void process_gone();

		/** Return descriptors to hand to the process, and offset of the command page */
		int      arena_fd()    const { return _arena_file.descriptor(); }
		int      event_fd()    const { return _events.descriptor(); }
		uint64_t page_offset() const { return _memory.offset(); }
};

#endif /* _HOST__AGENT_H_ */
