/*
 * \brief  Environment of the component as the base library uses it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <lib/base/platform_env.h>

using namespace Genode;


Platform_env &Genode::platform_env()
{
	static Platform_env env;
	return env;
}


Env_deprecated *Genode::env_deprecated() { return &platform_env(); }
