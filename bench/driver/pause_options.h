/*
 * \brief  What the command line says about the histogram of pauses
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__PAUSE_OPTIONS_H_
#define _BENCH__DRIVER__PAUSE_OPTIONS_H_

#include <cstdint>

namespace Bench { struct Pause_options; }


struct Bench::Pause_options
{
	uint64_t checkpoints  = 0;      /* number to be taken, 0 for what fits into a normal run */
	uint64_t max_pause_us = 1000;   /* budget for each of them */
};

#endif /* _BENCH__DRIVER__PAUSE_OPTIONS_H_ */
