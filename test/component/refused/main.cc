/*
 * \brief  Component that asks for services that core does not offer
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/log.h>
#include <session/session.h>

namespace Refused {

	using namespace Genode;

	static void ask(Env &env, char const *service, char const *args)
	{
		try {
			env.parent().session(service, args, Affinity());
			error(service, " session granted");
		}
		catch (Parent::Service_denied) { log(service, " session denied"); }
		catch (Parent::Unavailable)    { log(service, " session denied"); }
	}
}


void Component::construct(Genode::Env &env)
{
	Refused::ask(env, "IRQ",    "ram_quota=8K, irq_number=1");
	Refused::ask(env, "IO_MEM", "ram_quota=8K, base=0x1000, size=0x1000");
}
