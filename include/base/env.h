/*
 * \brief  Environment of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__ENV_H_
#define _INCLUDE__BASE__ENV_H_

#include <cpu_session/capability.h>
#include <cpu_session/cpu_session.h>
#include <parent/capability.h>
#include <pd_session/capability.h>
#include <pd_session/pd_session.h>
#include <ram_session/capability.h>
#include <ram_session/ram_session.h>
#include <region_map/region_map.h>
#include <rm_session/rm_session.h>

#include <deprecated/env.h>

namespace Genode {

	struct Env;
	class  Entrypoint;
}


/**
 * What a component finds when it starts
 */
struct Genode::Env
{
	virtual ~Env() { }

	/** Return interface of the parent */
	virtual Parent &parent() = 0;

	/** Return RAM session of the component */
	virtual Ram_session &ram() = 0;

	/** Return CPU session, which created the threads of the component */
	virtual Cpu_session &cpu() = 0;

	/** Return address space of the component */
	virtual Region_map &rm() = 0;

	/** Return protection domain of the component */
	virtual Pd_session &pd() = 0;

	/** Return initial entrypoint, which executed 'Component::construct' */
	virtual Entrypoint &ep() = 0;

	virtual Ram_session_capability ram_session_cap() = 0;
	virtual Cpu_session_capability cpu_session_cap() = 0;
	virtual Pd_session_capability  pd_session_cap()  = 0;
};

#endif /* _INCLUDE__BASE__ENV_H_ */
