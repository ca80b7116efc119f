/*
 * \brief  Requests of the host to end the program
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__TERMINATION_H_
#define _HOST__TERMINATION_H_

#include <functional>
#include <thread>

namespace Host { class Termination; }


/**
 * Thread that waits for the signals by which programs are asked to end
 *
 * The object must be created before any other thread, so that no other thread
 * gets the signals (SIGINT, SIGTERM, SIGHUP). SIGPIPE is ignored.
 */
class Host::Termination
{
	private:

		std::function<void ()> _handler { };
		std::thread            _thread  { };

		void _wait_for_signals() const;

	public:

		Termination();
		~Termination();

		/**
		 * Let the end of the parent process be such a request
		 *
		 * \param parent  process ID of the parent
		 *
		 * \return  false if the parent has ended already
		 */
		bool end_with_parent(int parent);

		/**
		 * Call 'handler' at each request
		 */
		void handle(std::function<void ()> handler);
};

#endif /* _HOST__TERMINATION_H_ */
