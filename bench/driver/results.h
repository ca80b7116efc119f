/*
 * \brief  Results of the benchmarks, for people and for programs
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__RESULTS_H_
#define _BENCH__DRIVER__RESULTS_H_

#include <filesystem>
#include <string>
#include <vector>

#include <bench/driver/metric.h>

namespace Bench { class Results; }


class Bench::Results
{
	private:

		std::vector<Metric> _metrics { };

	public:

		void add(Metric metric) { _metrics.push_back(std::move(metric)); }

		/** Return table of all metrics */
		std::string table() const;

		/** Return table of where the time goes */
		std::string phases() const;

		/**
		 * Write file, which is replaced as a whole
		 *
		 * \throw Host::System_error
		 */
		void write_json(std::filesystem::path const &) const;
};

#endif /* _BENCH__DRIVER__RESULTS_H_ */
