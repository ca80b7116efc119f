/*
 * \brief  Notes of ELF core files
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__DEBUG__CORE_NOTES_H_
#define _CLI__DEBUG__CORE_NOTES_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <cli/debug/debugger_state.h>
#include <cli/debug/thread_registers.h>

namespace Cli { class Core_notes; }


/**
 * Content of the note segment
 */
class Cli::Core_notes
{
	private:

		Debugger_state const _debugger_state;

		std::vector<uint8_t> _bytes { };

		void _add(char const *owner, uint32_t type, std::span<uint8_t const> content);

	public:

		explicit Core_notes(Debugger_state const &debugger_state) : _debugger_state(debugger_state) { }

		/**
		 * Add process, before its threads
		 *
		 * \param program  name of the binary, which debuggers compare
		 * \param name     for people
		 */
		void add_process(int pid, std::string const &program, std::string const &name);

		/**
		 * Add thread, the first one becomes the current one of the debugger
		 *
		 * \param signal  that the thread got, 0 if none
		 */
		void add_thread(int lwp, int signal, Thread_registers const &);

		std::span<uint8_t const> bytes() const { return _bytes; }
};

#endif /* _CLI__DEBUG__CORE_NOTES_H_ */
