/*
 * \brief  Dataspace
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/dataspace.h>
#include <core/region_map.h>
#include <kernel/system.h>

using namespace Core;


void Dataspace_component::_detach_everywhere()
{
	while (!_users.empty())
		(*_users.begin())->detach_dataspace(*this);
}


Ram_dataspace::~Ram_dataspace()
{
	_detach_everywhere();

	/* the memory must not be used for anything else before it is unmapped */
	_system.transaction().free(std::move(_memory));
}
