/*
 * \brief  Rounds of signals that the component submits to itself
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>
#include <rounds.h>
#include <util/misc_math.h>
#include <util/retry.h>

using namespace Signaller;


/***************
 ** Submitter **
 ***************/

void Submitter::_submit(unsigned destination, unsigned num)
{
	/* count first, so that there are never more handled than submitted signals */
	__atomic_add_fetch(&_submitted[destination], num, __ATOMIC_SEQ_CST);

	Signal_transmitter(_destinations[destination]).submit(num);
}


void Submitter::entry()
{
	for (;;) {
		retry<Blocking_canceled>([&] { _start.down(); }, [] { });

		for (unsigned i = 0; i < _batch; i++)
			for (unsigned d = 0; d < Counts::NUM_DESTINATIONS; d++)
				_submit(d, 1 + i % 3);

		__atomic_add_fetch(&_rounds_done, 1, __ATOMIC_SEQ_CST);
	}
}


Submitter::Submitter(Env &env, Thread::Name const &name, unsigned batch,
                     Counter &counter_1, Counter &counter_2)
:
	Thread(env, name, STACK_SIZE), _batch(batch),
	_destinations { counter_1.cap(), counter_2.cap() }
{ }


/************
 ** Rounds **
 ************/

Counts Rounds::handled() const
{
	Counts counts { };
	for (unsigned d = 0; d < Counts::NUM_DESTINATIONS; d++)
		counts.signals[d] = _counter(d).handled();
	return counts;
}


Counts Rounds::submitted() const
{
	Counts counts { };
	for (unsigned d = 0; d < Counts::NUM_DESTINATIONS; d++)
		for (unsigned i = 0; i < _num_threads; i++)
			counts.signals[d] += _threads[i]->submitted(d);
	return counts;
}


bool Rounds::_batches_done() const
{
	for (unsigned i = 0; i < _num_threads; i++)
		if (_threads[i]->rounds_done() != _round)
			return false;

	return true;
}


void Rounds::_start_round()
{
	_round++;
	for (unsigned i = 0; i < _num_threads; i++)
		_threads[i]->start_round();
}


/**
 * Complain about signals that got lost or multiplied, and forget them
 */
void Rounds::_report_differences()
{
	Counts const got = handled(), sent = submitted();

	for (unsigned d = 0; d < Counts::NUM_DESTINATIONS; d++) {
		if (got.signals[d] + _given_up.signals[d] == sent.signals[d])
			continue;

		error("round ", _round, ", entrypoint ", d + 1, ": ", sent.signals[d],
		      " signals submitted, ", got.signals[d], " handled, ",
		      _given_up.signals[d], " missing before");

		/* modulo arithmetic covers a surplus too */
		_given_up.signals[d] = sent.signals[d] - got.signals[d];
	}
}


void Rounds::tick()
{
	/* in this order, as further signals may be submitted and handled meanwhile */
	bool   const done = _batches_done();
	Counts const got  = handled();
	Counts const sent = submitted();

	bool equal = true, surplus = false, progress = false;
	for (unsigned d = 0; d < Counts::NUM_DESTINATIONS; d++) {
		unsigned long const pending = sent.signals[d] - got.signals[d] - _given_up.signals[d];

		equal    &= pending == 0;
		surplus  |= (long)pending < 0;
		progress |= got.signals[d] != _last_handled.signals[d];
	}
	_last_handled = got;
	_idle_ticks   = progress ? 0 : _idle_ticks + 1;

	if (done && equal) {
		_idle_ticks = 0;
		_start_round();
		return;
	}

	/* there is no need to wait for what is missing if there is too much */
	if (_idle_ticks <= (done && surplus ? (unsigned)SETTLE_TICKS : _patience))
		return;

	_idle_ticks = 0;
	if (done)
		_report_differences();
	else
		error("round ", _round, ": threads do not submit signals anymore");
}


Rounds::Rounds(Env &env, Allocator &alloc, Entrypoint &ep, Entrypoint &second_ep, Attr attr)
:
	_counter_1(ep), _counter_2(second_ep),
	_num_threads(max(1U, min(attr.threads, (unsigned)MAX_THREADS))),
	_patience(attr.patience)
{
	for (unsigned i = 0; i < _num_threads; i++) {
		_threads[i] = new (alloc)
			Submitter(env, Thread::Name("submitter_", i + 1), max(1U, attr.batch), _counter_1, _counter_2);
		_threads[i]->start();
	}
}
