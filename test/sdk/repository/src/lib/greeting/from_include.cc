/*
 * \brief  Source that is found by 'vpath'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <greeting_internal.h>

int from_include() { return FROM_INCLUDE; }
