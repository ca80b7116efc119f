/*
 * \brief  Part of the component that is written in C
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "config.h"

#ifdef FOR_CXX
#error "an option for C++ is used for C"
#endif

/* defined in two files, as C of that time allowed */
int shared_by_files;


int part_of_the_whole(int value)
{
	int unused_for_a_warning;
	shared_by_files++;
	return value*CONFIG_FACTOR + FOR_ALL;
}
