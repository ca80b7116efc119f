/*
 * \brief  Shape of a component to be captured
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__SHAPE_H_
#define _BENCH__DRIVER__SHAPE_H_

#include <string>

#include <bench/driver/scenario.h>

namespace Bench { struct Shape; }


/**
 * What the component 'shape_bench' consists of and does
 */
struct Bench::Shape
{
	static constexpr char const *LABEL   = "init -> shape_bench";
	static constexpr char const *PATTERN = "generation (\\d+)";   /* of its log, see 'Progress' */

	unsigned    megabytes   = 256;
	unsigned    threads     = 4;     /* including the three of each component, at most 256 */
	unsigned    pages       = 100;   /* changed in each interval */
	unsigned    interval_ms = 10;
	bool        rests       = true;  /* between the changes, or computes */
	unsigned    report      = 1;     /* intervals per line of the log */
	std::string checkpoint  { };     /* attributes of the <checkpoint> node, if any */

	/** Return system with one such component */
	Scenario scenario() const;
};

#endif /* _BENCH__DRIVER__SHAPE_H_ */
