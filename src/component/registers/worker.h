/*
 * \brief  Thread that holds values in its registers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _WORKER_H_
#define _WORKER_H_

#include <base/thread.h>
#include <image.h>
#include <pace.h>

namespace Registers { class Worker; }


/**
 * The thread computes for a while and sleeps for a while in turn. The values
 * change each time, so registers of an earlier time are as wrong as any other.
 */
class Registers::Worker : public Thread
{
	public:

		struct Attr
		{
			Level         level;
			unsigned      busy_ms;
			unsigned      idle_ms;
			unsigned long tsc_per_ms;
		};

	private:

		enum {
			STACK_SIZE     = 32*1024,
			MIN_ITERATIONS = 100,
			MAX_ITERATIONS = 10*1000*1000,
		};

		unsigned const _number;
		Attr     const _attr;
		Recap::Pace    _pace;
		unsigned long  _iterations = MIN_ITERATIONS;
		unsigned long  _checks     = 0;
		unsigned long  _generation = 0;
		Image          _expected;
		Image          _actual;

		void _adjust(unsigned long tsc_used);

		void entry() override;

	public:

		Worker(Env &env, unsigned number, Attr);

		/** Return number of iterations that found all registers in order */
		unsigned long checks() const { return __atomic_load_n(&_checks, __ATOMIC_RELAXED); }
};

#endif /* _WORKER_H_ */
