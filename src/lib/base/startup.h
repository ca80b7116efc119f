/*
 * \brief  Steps of the start of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _LIB__BASE__STARTUP_H_
#define _LIB__BASE__STARTUP_H_

namespace Genode {

	struct Env;
	class  Entrypoint;

	/**
	 * Execute the constructors of objects with static storage duration
	 */
	void execute_static_constructors();

	/**
	 * Start the thread that obtains the signals of the component from core
	 *
	 * Signal contexts can be created afterwards.
	 */
	void start_signal_handler_thread(Env &);

	/**
	 * Make the initial entrypoint known as the one of the environment
	 */
	void component_entrypoint(Entrypoint &);
}

#endif /* _LIB__BASE__STARTUP_H_ */
