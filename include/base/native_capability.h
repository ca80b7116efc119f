/*
 * \brief  Capability as stored in the memory of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__NATIVE_CAPABILITY_H_
#define _INCLUDE__BASE__NATIVE_CAPABILITY_H_

#include <base/output.h>
#include <base/stdint.h>

namespace Genode { class Native_capability; }


/**
 * Counted reference to a capability
 *
 * In a component, the object holds the number of a slot of the component's
 * capability space and nothing else. The number has the same meaning after
 * the component is restored. The references to each slot are counted. When
 * the last one is gone, the capability is given up.
 */
class Genode::Native_capability
{
	private:

		unsigned long _name = 0;

		void _inc() const;
		void _dec() const;

	public:

		/**
		 * Local name of a capability whose reference is already counted
		 */
		struct Counted_name { unsigned long value; };

		/**
		 * Construct invalid capability
		 */
		constexpr Native_capability() { }

		/**
		 * Adopt a reference
		 *
		 * \noapi
		 */
		explicit Native_capability(Counted_name name) : _name(name.value) { }

		Native_capability(Native_capability const &other) : _name(other._name)
		{
			if (_name)
				_inc();
		}

		~Native_capability()
		{
			if (_name)
				_dec();
		}

		Native_capability &operator = (Native_capability const &other)
		{
			if (this == &other)
				return *this;

			Native_capability const previous { Counted_name { _name } };

			_name = other._name;
			if (_name)
				_inc();

			return *this;
		}

		/**
		 * Return name of the capability, unique within the component
		 */
		long local_name() const { return (long)_name; }

		bool valid() const { return _name != 0; }

		bool operator == (Native_capability const &other) const {
			return _name == other._name; }

		void print(Output &) const;
};

#endif /* _INCLUDE__BASE__NATIVE_CAPABILITY_H_ */
