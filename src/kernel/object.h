/*
 * \brief  Object of the kernel
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__OBJECT_H_
#define _KERNEL__OBJECT_H_

#include <cstdint>
#include <string>

#include <kernel/mapping.h>
#include <kernel/ref.h>

namespace Kernel {

	class Object;
	class System;
	class Invocation;
	struct Invocation_handler;
}


/**
 * Receiver of calls that the nucleus itself answers
 */
struct Kernel::Invocation_handler
{
	virtual ~Invocation_handler() { }

	/**
	 * Answer a call, executed with the kernel lock held
	 */
	virtual void invoke(Invocation &) = 0;
};


/**
 * Base of everything that a capability can refer to
 *
 * The identity of an object is known to the kernel only. Components name an
 * object by the slot of their capability space that refers to it.
 */
class Kernel::Object
{
	public:

		enum class Kind : uint8_t { TASK, THREAD, GATE, IRQ };

		/** Number that is unique among all objects of a run of the system */
		using Id = uint64_t;

	private:

		System     &_system;
		Kind  const _kind;
		Id    const _id;
		std::string _name;

		unsigned _references = 0;
		bool     _alive      = true;

		Invocation_handler *_handler = nullptr;

		Intrusive_list<Mapping, &Mapping::object_link> _mappings { };

		Object(Object const &) = delete;
		Object &operator = (Object const &) = delete;

	protected:

		friend class Cap_space;

		/** Release what the object holds, called once by 'destroy' */
		virtual void _destroy() = 0;

		System &_sys() const { return _system; }

		virtual ~Object();

	public:

		Object(System &, Kind, std::string const &name);

		/**
		 * End the life of the object, all capabilities for it vanish
		 */
		void destroy();

		bool alive() const { return _alive; }

		Kind kind() const { return _kind; }
		Id   id()   const { return _id; }

		/** Return name for people, see 'printable' */
		std::string const &name() const { return _name; }

		void name(std::string const &name);

		/**
		 * Return textual form of a kind
		 */
		static char const *kind_name(Kind);

		/**
		 * Define who answers calls of the object, null for nobody
		 */
		void handler(Invocation_handler *handler) { _handler = handler; }

		Invocation_handler *handler() const { return _handler; }

		/**
		 * Call 'fn' for each capability for the object
		 */
		void for_each_mapping(auto const &fn) const { _mappings.for_each(fn); }

		/*
		 * Interface of 'Ref'
		 */
		void acquire() { _references++; }
		void release();
};

#endif /* _KERNEL__OBJECT_H_ */
