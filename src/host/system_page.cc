/*
 * \brief  Constants that nucleus provides in all component processes
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/confinement.h>
#include <host/cpu_registers.h>
#include <host/scheduling.h>
#include <host/system_page.h>


bool Host::init_system_page(Abi::System_page &page, Confinement confinement)
{
	page.fsgsbase     = segment_base_instructions();
	page.several_cpus = available_cpus().size() > 1;

	return write_filters(page, confinement);
}
