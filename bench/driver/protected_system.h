/*
 * \brief  System with a component that is captured periodically
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__PROTECTED_SYSTEM_H_
#define _BENCH__DRIVER__PROTECTED_SYSTEM_H_

#include <functional>

#include <bench/driver/samples.h>
#include <bench/driver/shape.h>
#include <bench/driver/system.h>

namespace Bench {

	class Protected_system;

	/**
	 * Return microseconds from one of the latest checkpoints to the next one,
	 * 0 if there were none
	 */
	double interval_us(Control::Component_status const &);

	/**
	 * Return what a system tells about a component
	 *
	 * \throw Failure  it does not know the component
	 */
	Control::Component_status status(System &, std::string const &label);
}


/**
 * The component is a 'shape_bench' with a '<checkpoint>' node, so the system
 * keeps snapshots in memory and writes no files
 */
class Bench::Protected_system
{
	private:

		System _system;

	public:

		/**
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		Protected_system(Context const &context, Shape const &shape,
		                 System::Priority priority = System::Priority::NORMAL)
		: _system(context, shape.scenario(), context.cpus, priority) { }

		System &system() { return _system; }

		using Progress_fn = std::function<void (Control::Component_status const &)>;

		/**
		 * Wait until a number of checkpoints were taken
		 *
		 * \param progress  called now and then with what the system tells
		 *
		 * \return  what the system tells about the component
		 * \throw Failure
		 */
		Control::Component_status wait_for_checkpoints(uint64_t count,
		                                               Progress_fn const &progress = { });

		/**
		 * Return pauses of checkpoints, without the first ones, which copy
		 * everything and fill caches
		 *
		 * \param first  number of checkpoints that do not count, once the component has
		 *               filled its memory
		 *
		 * \throw Failure
		 */
		Samples pauses(unsigned count, unsigned first);
};

#endif /* _BENCH__DRIVER__PROTECTED_SYSTEM_H_ */
