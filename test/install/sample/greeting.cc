/*
 * \brief  Text from a library
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "greeting.h"

char const *greeting() { return "greetings from outside"; }
