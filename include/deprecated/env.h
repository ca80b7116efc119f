/*
 * \brief  Access to the environment without being handed it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__DEPRECATED__ENV_H_
#define _INCLUDE__DEPRECATED__ENV_H_

#include <base/allocator.h>
#include <cpu_session/capability.h>
#include <cpu_session/cpu_session.h>
#include <parent/parent.h>
#include <pd_session/capability.h>
#include <pd_session/pd_session.h>
#include <ram_session/capability.h>
#include <ram_session/ram_session.h>
#include <region_map/region_map.h>

namespace Genode {

	struct Env_deprecated;

	/**
	 * Return environment of the component
	 *
	 * \deprecated  use the 'Env' passed to 'Component::construct'
	 */
	Env_deprecated *env_deprecated();

	inline Env_deprecated *env() { return env_deprecated(); }
}


/**
 * Environment of a component, as it was before 'Env'
 */
struct Genode::Env_deprecated
{
	virtual ~Env_deprecated() { }

	virtual Parent                *parent()          = 0;
	virtual Ram_session           *ram_session()     = 0;
	virtual Ram_session_capability ram_session_cap() = 0;
	virtual Cpu_session           *cpu_session()     = 0;
	virtual Cpu_session_capability cpu_session_cap() = 0;
	virtual Region_map            *rm_session()      = 0;
	virtual Pd_session            *pd_session()      = 0;
	virtual Pd_session_capability  pd_session_cap()  = 0;

	/** Return heap that is backed by the RAM session of the component */
	virtual Allocator *heap() = 0;
};

#endif /* _INCLUDE__DEPRECATED__ENV_H_ */
