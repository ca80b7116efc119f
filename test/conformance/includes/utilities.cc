/*
 * \brief  What comes with the headers of utilities
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <util/arg_string.h>
#include <util/bit_allocator.h>
#include <util/xml_generator.h>
#include <util/misc_math.h>

#include "includes.h"

bool Test_includes::utilities()
{
	char buffer[64];
	Genode::snprintf(buffer, sizeof(buffer), "<node value=\"%u\"/>", 5U);

	Genode::Allocator * const none = nullptr;
	Genode::size_t const value = Genode::Xml_node(buffer).attribute_value("value", 0UL);

	return !none && Genode::max(value, (Genode::size_t)1) == 5;
}
