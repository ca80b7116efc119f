/*
 * \brief  CPUs that a thread may use
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__HOST__CPUS_H_
#define _BENCH__HOST__CPUS_H_

#include <vector>

namespace Bench {

	using Cpus = std::vector<unsigned>;

	class Pinned;

	/**
	 * Return CPUs that the calling thread may use, in ascending order
	 *
	 * \throw Host::System_error
	 */
	Cpus allowed_cpus();

	/**
	 * Restrict the calling thread, and what it starts from now on
	 *
	 * \return  false if it is impossible
	 */
	bool restrict_to(Cpus const &);
}


/**
 * Guard that keeps the calling thread on one CPU
 */
class Bench::Pinned
{
	private:

		Cpus const _before = allowed_cpus();

		Pinned(Pinned const &) = delete;
		Pinned &operator = (Pinned const &) = delete;

	public:

		/**
		 * \throw Host::System_error
		 */
		explicit Pinned(unsigned cpu);

		~Pinned() { restrict_to(_before); }
};

#endif /* _BENCH__HOST__CPUS_H_ */
