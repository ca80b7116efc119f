/*
 * \brief  Distributions of pauses, as samples and as lines of a plot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__DISTRIBUTION_H_
#define _BENCH__DRIVER__DISTRIBUTION_H_

#include <bench/driver/plot.h>
#include <bench/driver/samples.h>
#include <control/pause_histogram.h>

namespace Bench {

	/**
	 * Return as many samples as there are pauses, each as long as the longest
	 * one of its bucket
	 */
	Samples samples(Control::Pause_histogram const &);

	/**
	 * Return number of pauses over their length
	 *
	 * Buckets without pauses are drawn as 'NO_PAUSES', because logarithmic
	 * axes have no place for zero.
	 */
	Plot::Series histogram_line(Control::Pause_histogram const &, std::string const &name);

	constexpr double NO_PAUSES = 0.5;

	/**
	 * Return part of the pauses that are longer, over the length
	 */
	Plot::Series tail_line(Control::Pause_histogram const &, std::string const &name);
}

#endif /* _BENCH__DRIVER__DISTRIBUTION_H_ */
