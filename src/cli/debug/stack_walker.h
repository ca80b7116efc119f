/*
 * \brief  Stacks of captured threads
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__DEBUG__STACK_WALKER_H_
#define _CLI__DEBUG__STACK_WALKER_H_

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <cli/snapshot_memory.h>
#include <host/cpu_registers.h>

namespace Cli { class Stack_walker; }


/**
 * Walker along the stacks of one protection domain
 *
 * With the binary at hand, its call frame information leads the way (by
 * libdw). Otherwise, and where the information ends, the chain of frame
 * pointers does.
 */
class Cli::Stack_walker
{
	public:

		/** Frames that are followed at most */
		static constexpr unsigned MAX_FRAMES = 128;

		struct Frame
		{
			uint64_t    ip;
			std::string function { };   /* demangled, empty if unknown */
			std::string source   { };   /* like "main.cc:17", empty if unknown */
		};

	private:

		class Debug_info;

		Snapshot_memory                  &_memory;
		std::unique_ptr<Debug_info> const _info;

		std::vector<Frame> _by_frame_pointers(Host::Cpu_registers const &);

	public:

		/**
		 * Constructor
		 *
		 * \param binary  file that the component was started from, if at hand
		 */
		Stack_walker(Snapshot_memory &, std::optional<std::filesystem::path> const &binary);

		~Stack_walker();

		/** Return frames, the innermost one first */
		std::vector<Frame> frames(Host::Cpu_registers const &);
};

#endif /* _CLI__DEBUG__STACK_WALKER_H_ */
