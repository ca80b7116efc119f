/*
 * \brief  Writer of snapshots beside a measurement
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__PERSISTER_H_
#define _BENCH__DRIVER__PERSISTER_H_

#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <string>
#include <thread>

#include <bench/driver/context.h>
#include <bench/driver/system.h>

namespace Bench { class Persister; }


/**
 * Thread that does what 'recap persist' does
 */
class Bench::Persister
{
	private:

		Control::Client   _client;
		Workspace         _workspace;
		std::string const _label;

		std::mutex              _mutex   { };
		std::condition_variable _changed { };
		bool                    _stop    = false;
		std::exception_ptr      _failure { };
		unsigned                _written = 0;

		std::chrono::steady_clock::time_point _first { }, _last { };   /* times of snapshots */

		std::thread _thread;

		void _run();
		bool _wait(std::chrono::steady_clock::time_point);

		Persister(Persister const &) = delete;
		Persister &operator = (Persister const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \param label  component of the system
		 */
		Persister(Context const &, System &, std::string const &label);

		~Persister();

		/**
		 * End the writing
		 *
		 * \return  time between two snapshots in microseconds, 0 if there were none
		 * \throw   whatever has ended it before
		 */
		double stop();
};

#endif /* _BENCH__DRIVER__PERSISTER_H_ */
