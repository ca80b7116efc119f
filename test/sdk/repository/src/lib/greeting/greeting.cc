/*
 * \brief  Library of the repository
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>
#include <greeting/greeting.h>

#ifndef WITHIN_THE_LIBRARY
#error "the description of the library is ignored"
#endif


static bool constructed;

/* executed although nothing refers to it */
static void __attribute__((constructor)) construct_library() { constructed = true; }


void Greeting::greet(char const *whom)
{
	Genode::log("greetings to ", whom, constructed ? ", constructed" : ", not constructed");
}
