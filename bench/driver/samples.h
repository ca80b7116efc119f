/*
 * \brief  Samples of one quantity
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__SAMPLES_H_
#define _BENCH__DRIVER__SAMPLES_H_

#include <cstddef>
#include <vector>

namespace Bench { class Samples; }


class Bench::Samples
{
	private:

		std::vector<double> _values { };

	public:

		void add(double value) { _values.push_back(value); }

		size_t count() const { return _values.size(); }

		/** Return median, 0 if there are no samples */
		double median() const;

		/**
		 * Return the least sample that a part of all samples does not exceed,
		 * 0 if there are no samples
		 *
		 * \param part  from 0 to 1, e.g., 0.99
		 */
		double quantile(double part) const;

		double min() const;
		double max() const;
};

#endif /* _BENCH__DRIVER__SAMPLES_H_ */
