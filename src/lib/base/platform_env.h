/*
 * \brief  Environment of the component as the base library uses it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _LIB__BASE__PLATFORM_ENV_H_
#define _LIB__BASE__PLATFORM_ENV_H_

#include <base/heap.h>
#include <deprecated/env.h>
#include <kernel/abi/cap_map.h>
#include <lib/base/expanding_parent.h>
#include <lib/base/expanding_session.h>
#include <region_map/client.h>

namespace Genode {

	class Platform_env;

	/**
	 * Return environment, constructed at the first call
	 */
	Platform_env &platform_env();
}


class Genode::Platform_env : public Env_deprecated
{
	private:

		Expanding_parent _parent { reinterpret_cap_cast<Parent>(
			Native_capability(Native_capability::Counted_name { Kernel::Abi::PARENT_SLOT })) };

		template <typename SESSION>
		Capability<SESSION> _session(char const *name) {
			return reinterpret_cap_cast<SESSION>(_parent.session(name, "", Affinity())); }

		Ram_session_capability _ram_cap { _session<Ram_session>("Env::ram_session") };
		Cpu_session_capability _cpu_cap { _session<Cpu_session>("Env::cpu_session") };
		Pd_session_capability  _pd_cap  { _session<Pd_session> ("Env::pd_session")  };

		Expanding_pd_session  _pd  { _parent, _pd_cap };
		Expanding_ram_session _ram { _parent, _ram_cap };
		Expanding_cpu_session _cpu { _parent, _cpu_cap };
		Expanding_region_map  _rm         { _parent, _pd_cap, _pd.address_space() };
		Expanding_region_map  _stack_area { _parent, _pd_cap, _pd.stack_area() };

		Heap _heap { _ram, _rm };

	public:

		Ram_session &ram()              { return _ram; }
		Cpu_session &cpu()              { return _cpu; }
		Pd_session  &pd()               { return _pd; }
		Region_map  &rm()               { return _rm; }
		Region_map  &stack_area()       { return _stack_area; }
		Heap        &internal_heap()    { return _heap; }


		/******************************
		 ** Env_deprecated interface **
		 ******************************/

		Parent                *parent()          override { return &_parent; }
		Ram_session           *ram_session()     override { return &_ram; }
		Ram_session_capability ram_session_cap() override { return _ram_cap; }
		Cpu_session           *cpu_session()     override { return &_cpu; }
		Cpu_session_capability cpu_session_cap() override { return _cpu_cap; }
		Region_map            *rm_session()      override { return &_rm; }
		Pd_session            *pd_session()      override { return &_pd; }
		Pd_session_capability  pd_session_cap()  override { return _pd_cap; }
		Allocator             *heap()            override { return &_heap; }
};

#endif /* _LIB__BASE__PLATFORM_ENV_H_ */
