/*
 * \brief  Premature end of the benchmarks
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__INTERRUPTION_H_
#define _BENCH__DRIVER__INTERRUPTION_H_

#include <mutex>

#include <bench/host/piped_program.h>

namespace Bench { class Interruption; }


/**
 * Request to end, made by another thread
 *
 * Whoever waits for a program is woken up by the end of the program. From then
 * on, no other program gets watched.
 */
class Bench::Interruption
{
	private:

		std::mutex     _mutex     { };
		Piped_program *_program   { nullptr };
		bool           _requested { false };

	public:

		/** Thrown if the benchmarks should end */
		struct Requested { };

		/**
		 * Guard that makes a program end in the case of a request
		 */
		class Watch
		{
			private:

				Interruption &_interruption;

				Watch(Watch const &) = delete;
				Watch &operator = (Watch const &) = delete;

			public:

				/**
				 * \throw Requested
				 */
				Watch(Interruption &, Piped_program &);

				~Watch();
		};

		void request();

		bool requested();
};

#endif /* _BENCH__DRIVER__INTERRUPTION_H_ */
