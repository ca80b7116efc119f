/*
 * \brief  Thread that holds values in its registers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>
#include <timestamp.h>
#include <util/misc_math.h>
#include <worker.h>

using namespace Registers;


/**
 * Approach the number of iterations that takes the intended time
 *
 * The measurement may be far off, because the thread was preempted or restored
 * in between. So the number changes by small steps.
 */
void Worker::_adjust(unsigned long tsc_used)
{
	unsigned long const target = _attr.busy_ms*_attr.tsc_per_ms;

	_iterations = tsc_used < target ? _iterations + _iterations/4
	                                : _iterations - _iterations/5;

	_iterations = max((unsigned long)MIN_ITERATIONS,
	                  min((unsigned long)MAX_ITERATIONS, _iterations));
}


void Worker::entry()
{
	for (;;) {
		_expected.fill(_number, ++_generation);

		unsigned long const start = Recap::timestamp();
		unsigned long const left  = registers_hold(&_expected, &_actual, _iterations, _attr.level);

		_adjust(Recap::timestamp() - start);

		bool const equal = _actual.equals(_expected, _attr.level, _number);
		if (equal && left)
			error("register of thread ", _number, " changed for a moment");

		__atomic_add_fetch(&_checks, _iterations - left, __ATOMIC_RELAXED);

		if (_attr.idle_ms)
			_pace.wait();
	}
}


Worker::Worker(Env &env, unsigned number, Attr attr)
:
	Thread(env, Name("worker_", number), STACK_SIZE), _number(number), _attr(attr),
	_pace(env, attr.busy_ms + attr.idle_ms)
{ }
