/*
 * \brief  Requests of the host to end the program
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__TERMINATION_H_
#define _HOST__TERMINATION_H_

#include <atomic>
#include <functional>
#include <thread>

namespace Host { class Termination; }


/**
 * Readiness to be asked to end by signals (SIGINT, SIGTERM, SIGHUP)
 *
 * The object must be created before any other thread, so that no other thread
 * gets the signals. Requests wait until there is a 'Handling'. SIGPIPE is
 * ignored.
 */
class Host::Termination
{
	private:

		Termination(Termination const &) = delete;
		Termination &operator = (Termination const &) = delete;

	public:

		class Handling;

		Termination();

		/**
		 * Let the end of the parent process be such a request
		 *
		 * \param parent  process ID of the parent
		 *
		 * \return  false if the parent has ended already
		 */
		bool end_with_parent(int parent);
};


/**
 * Thread that handles the requests
 *
 * Must end before whatever the handler uses.
 */
class Host::Termination::Handling
{
	private:

		std::function<void ()> const _handler;
		std::atomic<bool>            _ended { false };
		std::thread                  _thread;

		void _wait_for_signals() const;

		Handling(Handling const &) = delete;
		Handling &operator = (Handling const &) = delete;

	public:

		/**
		 * Constructor, 'handler' is called at each request from now on
		 */
		Handling(Termination const &, std::function<void ()> handler);

		/**
		 * Destructor, the handler is not being executed on return
		 */
		~Handling();
};

#endif /* _HOST__TERMINATION_H_ */
