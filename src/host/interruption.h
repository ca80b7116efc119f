/*
 * \brief  Requests to end that a program heeds at its own pace
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__INTERRUPTION_H_
#define _HOST__INTERRUPTION_H_

namespace Host { class Interruption; }


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
};

#endif /* _HOST__INTERRUPTION_H_ */
