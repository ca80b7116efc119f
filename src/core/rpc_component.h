/*
 * \brief  Object of core that components call
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__RPC_COMPONENT_H_
#define _CORE__RPC_COMPONENT_H_

#include <base/rpc_server.h>
#include <core/capability.h>
#include <kernel/gate.h>
#include <kernel/invocation.h>

namespace Core {

	class Object_base;

	template <typename, typename> class Rpc_component;

	/**
	 * Execute a call by an RPC object
	 */
	void dispatch(Genode::Rpc_object_base &, Kernel::Invocation &);
}


/**
 * What all objects of core have in common, whatever their interface
 */
class Core::Object_base : public Kernel::Invocation_handler
{
	private:

		Kernel::Ref<Kernel::Object> const _kernel_object;

		Object_base(Object_base const &) = delete;
		Object_base &operator = (Object_base const &) = delete;

	protected:

		/**
		 * Constructor
		 *
		 * \param object  kernel object whose capabilities refer to this object
		 */
		explicit Object_base(Kernel::Object &object) : _kernel_object(object)
		{
			_kernel_object->handler(this);
		}

		~Object_base() { _kernel_object->destroy(); }

	public:

		Kernel::Object &kernel_object() const { return *_kernel_object; }
};


/**
 * Implementation of an RPC interface by core
 *
 * The object is represented by a gate, or by another kernel object given to
 * the constructor.
 */
template <typename RPC_INTERFACE, typename SERVER = RPC_INTERFACE>
class Core::Rpc_component : public Object_base,
                            public Genode::Rpc_object<RPC_INTERFACE, SERVER>
{
	public:

		Rpc_component(Kernel::System &system, std::string const &name)
		: Rpc_component(*new Kernel::Gate(system, name)) { }

		explicit Rpc_component(Kernel::Object &object) : Object_base(object)
		{
			Genode::Rpc_object_base::cap(capability(object));
		}

		void invoke(Kernel::Invocation &invocation) override { dispatch(*this, invocation); }
};

#endif /* _CORE__RPC_COMPONENT_H_ */
