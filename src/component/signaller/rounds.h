/*
 * \brief  Rounds of signals that the component submits to itself
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _ROUNDS_H_
#define _ROUNDS_H_

#include <base/entrypoint.h>
#include <base/heap.h>
#include <base/semaphore.h>
#include <base/thread.h>

namespace Signaller {

	using namespace Genode;

	class  Counter;
	class  Submitter;
	class  Rounds;
	struct Counts;
}


/**
 * Number of signals for each destination
 */
struct Signaller::Counts
{
	enum { NUM_DESTINATIONS = 2 };

	unsigned long signals[NUM_DESTINATIONS] { };

	unsigned long sum() const { return signals[0] + signals[1]; }
};


/**
 * Destination that counts the signals it receives
 */
class Signaller::Counter : public Signal_dispatcher_base
{
	private:

		Entrypoint               &_ep;
		Signal_context_capability _cap;
		unsigned long             _handled = 0;

	public:

		explicit Counter(Entrypoint &ep) : _ep(ep), _cap(ep.manage(*this)) { }

		~Counter() { _ep.dissolve(*this); }

		/* several submissions can arrive as one signal */
		void dispatch(unsigned num) override {
			__atomic_add_fetch(&_handled, num, __ATOMIC_SEQ_CST); }

		Signal_context_capability cap() const { return _cap; }

		unsigned long handled() const { return __atomic_load_n(&_handled, __ATOMIC_SEQ_CST); }
};


/**
 * Thread that submits one batch of signals per round
 */
class Signaller::Submitter : public Thread
{
	private:

		enum { STACK_SIZE = 16*1024 };

		unsigned const            _batch;
		Signal_context_capability _destinations[Counts::NUM_DESTINATIONS];
		unsigned long             _submitted   [Counts::NUM_DESTINATIONS] { };
		Semaphore                 _start { };
		unsigned                  _rounds_done = 0;

		void _submit(unsigned destination, unsigned num);

		void entry() override;

	public:

		Submitter(Env &, Thread::Name const &name, unsigned batch, Counter &, Counter &);

		void start_round() { _start.up(); }

		unsigned rounds_done() const { return __atomic_load_n(&_rounds_done, __ATOMIC_SEQ_CST); }

		/** Return number of signals to a destination, including one being submitted */
		unsigned long submitted(unsigned destination) const {
			return __atomic_load_n(&_submitted[destination], __ATOMIC_SEQ_CST); }
};


/**
 * A round is over once all threads have submitted their batches and all of
 * these signals were handled. As all of that is state of the component alone,
 * the counts have to be exact, even if the component was rolled back.
 */
class Signaller::Rounds
{
	private:

		enum { MAX_THREADS = 16, SETTLE_TICKS = 5 };

		Counter        _counter_1;
		Counter        _counter_2;
		unsigned const _num_threads;
		unsigned const _patience;        /* ticks without progress that are an error */
		Submitter     *_threads[MAX_THREADS] { };
		unsigned       _round = 0;
		unsigned       _idle_ticks = 0;
		Counts         _last_handled { };
		Counts         _given_up     { };  /* differences that were reported already */

		Counter const &_counter(unsigned i) const { return i ? _counter_2 : _counter_1; }

		bool _batches_done() const;
		void _start_round();
		void _report_differences();

	public:

		struct Attr
		{
			unsigned threads;    /* number of submitting threads */
			unsigned batch;      /* submissions per thread, round, and destination */
			unsigned patience;
		};

		/**
		 * Constructor
		 *
		 * \param ep, second_ep  entrypoints that handle the signals
		 */
		Rounds(Env &, Allocator &, Entrypoint &ep, Entrypoint &second_ep, Attr);

		/**
		 * Check if the round is over, to be called periodically
		 */
		void tick();

		Counts submitted() const;
		Counts handled()   const;
};

#endif /* _ROUNDS_H_ */
