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
#include <bench/driver/plot.h>

namespace Bench { class Results; }


class Bench::Results
{
	private:

		std::vector<Metric> _metrics { };
		std::vector<Plot>   _plots   { };

	public:

		void add(Metric metric) { _metrics.push_back(std::move(metric)); }

		void add(Plot plot) { _plots.push_back(std::move(plot)); }

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

		/**
		 * Write plots into a directory, each file is replaced as a whole
		 *
		 * \return  paths
		 * \throw Host::System_error
		 */
		std::vector<std::filesystem::path> write_plots(std::filesystem::path const &directory) const;
};

#endif /* _BENCH__DRIVER__RESULTS_H_ */
