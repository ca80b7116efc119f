/*
 * \brief  IPC gate
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__GATE_H_
#define _KERNEL__GATE_H_

#include <vector>

#include <kernel/object.h>

namespace Kernel {

	class Gate;
	class Task;
	class Thread;
}


/**
 * Communication portal to a server thread
 *
 * A call through the gate reaches the thread the gate is bound to, along with
 * a label that the server chose for telling its gates apart. Gates of
 * nucleus' own services have no thread but an 'Invocation_handler'.
 */
class Kernel::Gate : public Object
{
	private:

		Ref<Thread> _server { };
		uint64_t    _label = 0;

		uint64_t                 _num_calls    = 0;   /* by components */
		bool                     _replies_held = false;
		std::vector<Ref<Thread>> _held_clients { };   /* whose replies are held */

		void _destroy() override;

	public:

		Gate(System &, std::string const &name);
		~Gate();

		/**
		 * Bind gate to a server thread, calls that wait already are handed over
		 */
		void bind(Ref<Thread> const &server);

		/** Return server thread, a null reference for a gate of nucleus */
		Ref<Thread> const &server() const { return _server; }

		uint64_t label() const { return _label; }
		void     label(uint64_t);

		/**
		 * Tell that a task cannot call the gate anymore
		 */
		void capability_lost(Task const &) const;

		/** Return how often components called the gate */
		uint64_t num_calls() const { return _num_calls; }
		void     count_call()      { _num_calls++; }

		/**
		 * Keep replies to calls through the gate from their callers
		 *
		 * The callers count as waiting for the reply until 'release_replies'.
		 */
		void hold_replies();

		/** Deliver the replies that are held */
		void release_replies();

		bool replies_held() const { return _replies_held; }

		/** Note caller whose reply is held */
		void add_held_client(Ref<Thread> const &);
};

#endif /* _KERNEL__GATE_H_ */
