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

		double min() const;
		double max() const;
};

#endif /* _BENCH__DRIVER__SAMPLES_H_ */
