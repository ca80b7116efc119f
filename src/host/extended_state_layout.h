/*
 * \brief  Layout in which a CPU saves its extended state
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__EXTENDED_STATE_LAYOUT_H_
#define _HOST__EXTENDED_STATE_LAYOUT_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>

namespace Host { class Extended_state_layout; }


/**
 * Parts of the state that XSAVE writes in standard format, and their places
 *
 * Which parts there are and where each of them is depends on the CPU, and on
 * what its operating system enabled (Intel SDM, volume 1, chapter 13).
 */
class Host::Extended_state_layout
{
	public:

		struct Place
		{
			std::size_t offset, size;

			bool operator == (Place const &) const = default;
		};

		using Places = std::map<unsigned, Place>;   /* by the number of the part */

	private:

		enum class Kind { UNKNOWN, FXSAVE, XSAVE };

		Kind          _kind     = Kind::UNKNOWN;
		std::uint64_t _features = 0;   /* XCR0 */
		Places        _places   { };   /* of the parts beyond the legacy state */

		Extended_state_layout() { }

		bool _consistent() const;

	public:

		/** Return layout of the CPU that executes the program */
		static Extended_state_layout of_cpu();

		/**
		 * Constructor
		 *
		 * \param description  as by 'description', anything else counts as unknown
		 */
		explicit Extended_state_layout(std::string const &description);

		/** Return text that tells all about the layout, "unknown" if it is not known */
		std::string description() const;

		/** Return places of the parts, none if the layout is not known */
		Places const &places() const { return _places; }

		/**
		 * Return true if what was saved in another layout can be restored in this one
		 *
		 * That is so if each part of the other one is here as well, at the same
		 * place. Parts that were not saved get their initial state.
		 */
		bool includes(Extended_state_layout const &other) const;
};

#endif /* _HOST__EXTENDED_STATE_LAYOUT_H_ */
