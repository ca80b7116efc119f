/*
 * \brief  Measured quantity with what it is compared with
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__METRIC_H_
#define _BENCH__DRIVER__METRIC_H_

#include <string>

#include <bench/driver/phases.h>
#include <bench/driver/samples.h>

namespace Bench {

	struct Reference;
	struct Metric;
}


/**
 * What the host can do, measured in the same run
 */
struct Bench::Reference
{
	std::string name;
	Samples     samples;   /* in the unit of the metric */
};


struct Bench::Metric
{
	std::string name;
	std::string unit;
	Samples     samples;
	Reference   reference;
	Phases      phases { };

	double part = 0.5;   /* of the samples that are not above the value */

	double value() const { return part == 0.5 ? samples.median() : samples.quantile(part); }

	/** Return value over reference */
	double ratio() const
	{
		double const limit = reference.samples.median();

		return limit > 0 ? value()/limit : 0;
	}
};

#endif /* _BENCH__DRIVER__METRIC_H_ */
