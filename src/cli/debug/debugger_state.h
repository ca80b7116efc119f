/*
 * \brief  Extended state of a CPU as debuggers expect it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__DEBUG__DEBUGGER_STATE_H_
#define _CLI__DEBUG__DEBUGGER_STATE_H_

#include <cstdint>
#include <vector>

#include <host/extended_state_layout.h>

namespace Cli { class Debugger_state; }


/**
 * Conversion of what XSAVE writes in standard format
 *
 * Where the parts of the state are depends on the CPU. Nothing in a core file
 * tells, so debuggers expect the parts where CPUs of Intel have them. GDB guesses
 * other places since version 14, from the size of the whole.
 */
class Cli::Debugger_state
{
	private:

		using Places = Host::Extended_state_layout::Places;

		static Places const &_expected();

		Host::Extended_state_layout const _layout;   /* of the CPU */

	public:

		/** Bytes before the parts with places of their own: legacy state and header */
		static constexpr size_t MIN_SIZE = 576;

		/** Offset at which debuggers look for the features (XCR0) */
		static constexpr size_t FEATURES_OFFSET = 464;

		/**
		 * Constructor
		 *
		 * \param layout  of the CPU
		 */
		explicit Debugger_state(Host::Extended_state_layout const &layout) : _layout(layout) { }

		/**
		 * Return state with the parts where debuggers expect them, and the
		 * features
		 *
		 * Parts that debuggers do not know are left out. If the layout is unknown,
		 * the parts stay where they are.
		 *
		 * \param state     at least 'MIN_SIZE' bytes
		 * \param features  parts that the operating system enabled (XCR0)
		 */
		std::vector<uint8_t> for_debugger(std::vector<uint8_t> const &state, uint64_t features) const;
};

#endif /* _CLI__DEBUG__DEBUGGER_STATE_H_ */
