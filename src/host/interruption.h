/*
 * \brief  Requests to end that a program heeds at its own pace
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__INTERRUPTION_H_
#define _HOST__INTERRUPTION_H_

#include <chrono>

namespace Host {

	class Interruption;
	class Undisturbed_threads;
	class Hang_up;
	class Socket;
}


/**
 * Scope in which SIGINT, SIGTERM, and SIGHUP are noted instead of ending the
 * program
 *
 * For programs of one thread. The second request ends the program at once.
 * Scopes can be nested, the outermost one counts.
 */
class Host::Interruption
{
	private:

		bool const _outermost;

		Interruption(Interruption const &) = delete;
		Interruption &operator = (Interruption const &) = delete;

	public:

		Interruption();
		~Interruption();

		/** Return true if somebody asked the program to end */
		static bool requested();

		/**
		 * Wait until a time has come or somebody asks the program to end
		 *
		 * \return  true if somebody did
		 */
		static bool wait_until(std::chrono::steady_clock::time_point);

		/**
		 * Wait until there is something to be read from the standard input, at
		 * most for a while
		 *
		 * Returns earlier if somebody asks the program to end, or it gets another
		 * signal.
		 */
		static void wait_for_input(std::chrono::milliseconds);
};


/**
 * Scope in which threads come into being that leave the requests to the others
 */
class Host::Undisturbed_threads
{
	private:

		unsigned _blocked = 0;   /* set of signals to be unblocked in the end */

		Undisturbed_threads(Undisturbed_threads const &) = delete;
		Undisturbed_threads &operator = (Undisturbed_threads const &) = delete;

	public:

		Undisturbed_threads();
		~Undisturbed_threads();
};


/**
 * Scope in which a request to end shuts down the sending direction of a socket
 *
 * This way, the peer learns about it at once, while the program waits for what
 * the peer has to say. There can be one such scope at a time. It matters only
 * within the scope of an 'Interruption'.
 */
class Host::Hang_up
{
	private:

		Hang_up(Hang_up const &) = delete;
		Hang_up &operator = (Hang_up const &) = delete;

	public:

		/**
		 * Constructor, also heeds a request that came before
		 */
		explicit Hang_up(Socket const &);

		~Hang_up();
};

#endif /* _HOST__INTERRUPTION_H_ */
