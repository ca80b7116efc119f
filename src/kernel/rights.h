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

		enum : uint8_t { USE = 1, GRANT = 2, CONTROL = 4 };

		explicit constexpr Rights(unsigned bits) : _bits(uint8_t(bits)) { }

	public:

		static constexpr Rights none() { return Rights(0); }

		/** Call a gate, trigger or receive an IRQ */
		static constexpr Rights use() { return Rights(USE); }

		/** Rights that a component passes on: using and passing on */
		static constexpr Rights delegated() { return Rights(USE | GRANT); }

		/** All of the above and changing the object, e.g., the label of a gate */
		static constexpr Rights full() { return Rights(USE | GRANT | CONTROL); }

		/**
		 * Return rights for a number of foreign origin
		 */
		static constexpr Rights from_value(unsigned bits)
		{
			return Rights(bits & (USE | GRANT | CONTROL));
		}

		unsigned value() const { return _bits; }

		bool may_use()     const { return _bits & USE; }
		bool may_grant()   const { return _bits & GRANT; }
		bool may_control() const { return _bits & CONTROL; }

		Rights operator & (Rights other) const { return Rights(_bits & other._bits); }
		Rights operator | (Rights other) const { return Rights(_bits | other._bits); }

		bool operator == (Rights const &) const = default;

		/** Return textual form, e.g., "ug-" */
		std::string text() const
		{
			return { may_use()     ? 'u' : '-',
			         may_grant()   ? 'g' : '-',
			         may_control() ? 'c' : '-' };
		}
};

#endif /* _KERNEL__RIGHTS_H_ */
