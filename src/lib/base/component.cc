/*
 * \brief  Defaults of the hooks of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>

Genode::size_t __attribute__((weak)) Component::stack_size() { return 64*1024; }


char const * __attribute__((weak)) Component::name() { return "ep"; }
