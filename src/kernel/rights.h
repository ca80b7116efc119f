/*
 * \brief  Rights that a capability conveys
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__RIGHTS_H_
#define _KERNEL__RIGHTS_H_

#include <cstdint>
#include <string>

namespace Kernel { class Rights; }


class Kernel::Rights
{
	private:

		uint8_t _bits;

		enum : uint8_t { USE = 1, GRANT = 2 };

		explicit constexpr Rights(unsigned bits) : _bits(uint8_t(bits)) { }

	public:

		static constexpr Rights none() { return Rights(0); }

		/** Call a gate, trigger or receive an IRQ */
		static constexpr Rights use() { return Rights(USE); }

		/** Name the object to others, which may do with it what they may do anyway */
		static constexpr Rights identify() { return Rights(GRANT); }

		/** Use the object and pass the capability on to others */
		static constexpr Rights full() { return Rights(USE | GRANT); }

		/**
		 * Return rights for a number of foreign origin
		 */
		static constexpr Rights from_value(unsigned bits)
		{
			return Rights(bits & (USE | GRANT));
		}

		unsigned value() const { return _bits; }

		bool may_use()     const { return _bits & USE; }
		bool may_grant()   const { return _bits & GRANT; }

		Rights operator & (Rights other) const { return Rights(_bits & other._bits); }
		Rights operator | (Rights other) const { return Rights(_bits | other._bits); }

		bool operator == (Rights const &) const = default;

		/** Return textual form, e.g., "u-" */
		std::string text() const
		{
			return { may_use()     ? 'u' : '-',
			         may_grant()   ? 'g' : '-' };
		}
};

#endif /* _KERNEL__RIGHTS_H_ */
