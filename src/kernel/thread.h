/*
 * \brief  Thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__THREAD_H_
#define _KERNEL__THREAD_H_

#include <deque>
#include <memory>

#include <host/carrier.h>
#include <host/channel.h>
#include <kernel/gate.h>
#include <kernel/invocation.h>
#include <kernel/irq.h>
#include <kernel/task.h>
#include <kernel/timeout_queue.h>

namespace Kernel {

	class  Lock_guard;
	class  Thread;
	struct Channel;
	struct Direct_calls;
}


/**
 * Thread of a task, with the state of the operation it executes
 *
 * A thread is carried by a 'Host::Carrier' from its start until it is
 * destroyed or its process is gone. Without a carrier, it is 'STOPPED'.
 */
class Kernel::Thread : public Object
{
	public:

		enum class State {
			STOPPED,          /* has no carrier */
			RUNNING,          /* executes its program */
			IN_SERVICE,       /* nucleus executes an operation on its behalf */
			SENDING,          /* calls, the server has not received the call */
			AWAITING_REPLY,   /* calls, the server has received the call */
			WAITING,          /* as server, for the next call */
			RECEIVING,        /* waits for an IRQ */
			SLEEPING,         /* until a point in time */
			FAULTED,          /* raised an exception */
			EXITED,           /* will never run again */
		};

	private:

		/* longest chain of calls that is followed, they can form a cycle */
		static constexpr unsigned MAX_DEPTH = 16;

		/* operation that the thread asks for, and which it may change meanwhile */
		struct Request
		{
			Operation operation;
			uint64_t  arg[Utcb::NUM_ARGS];
		};

		/* what the host calls, outlives the thread */
		struct Entry;

		Ref<Task>      _task;
		unsigned const _index;

		std::shared_ptr<Entry> _entry;
		Host::Carrier         *_carrier = nullptr;
		Utcb                  *_utcb    = nullptr;

		State    _state       = State::STOPPED;
		uint32_t _request     = 0;   /* latest request taken from the carrier */
		uint64_t _service     = 0;   /* number of the latest stay in service */
		bool     _paused      = false;
		bool     _at_exit     = false;   /* completed while held, cannot have run since */
		bool     _cancel      = false;   /* cancel the next blocking operation */
		bool     _single_step = false;

		/* null if the thread has no channels */
		std::unique_ptr<Direct_calls> _direct { };

		/* what is above is looked at in each pause, so it is close together */

		Host::Scheduling _scheduling { };

		/* as client */
		Ref<Gate>   _gate        { };
		Ref<Thread> _server      { };
		Slot        _called_slot = 0;   /* if the call could have been direct */
		uint64_t    _call_number = 0;
		uint64_t    _repeated    = 0;   /* number of the captured call that is repeated */

		/* open channel by which the reply to the present call may come, or null */
		Channel *_reply_channel = nullptr;

		/* reply that arrived but is not delivered yet */
		std::unique_ptr<struct Held_reply> _held_reply { };

		/* as server */
		std::deque<Ref<Thread>> _senders { };
		Id                      _served = 0;   /* task whose call was received last */

		Ref<Irq>              _irq      { };
		uint64_t              _deadline = 0;
		Timeout_queue::Handle _timeout  { };
		Host::Fault           _fault    { };
		bool                  _stuck    = false;   /* fault that nobody resolves */

		Status                              _service_status = Status::OK;
		std::unique_ptr<class Invocation>   _invocation { };

		void _destroy() override;

		Request _posted_request() const;
		bool _simple(Request const &) const;
		bool _request_posted(uint32_t &number) const;
		bool _accept_request();
		void _execute_request();
		void _finish_request(Lock_guard &);
		void _finish_service(uint64_t service);
		void _release_caps();
		void _execute_operation(Request const &);
		void _execute_cap_operation(Operation, uint64_t const *args);

		void _complete(Status, uint64_t result = 0);

		void _call(Slot);
		bool _continue_expected_call();
		void _invoke(Object &, Invocation_handler &);
		void _wait();
		Ref<Thread> _next_sender();

		/* what a client gets along with the reply */
		enum class Offer { NOTHING, CHANNEL };

		Status _reply(Task::Token, Offer);
		Status _hold_reply(Task::Token);
		Call const *_received_call(Task::Token);
		void _receive_from(Ref<Thread> const &client);
		void _irq_receive(Slot);
		void _sleep(uint64_t duration);
		void _exit_blocking();
		void _label_gate(Slot, uint64_t label);

		void _consider_channel(Slot, Gate &);
		void _find_reply_channel();
		bool _leave_reply_to(Thread &client);
		void _serve_channel(std::shared_ptr<Channel> const &);
		void _offer_channel(Thread &client);
		void _absorb_call(Channel &, Host::Channel::Snapshot);
		void _finish_reception(Channel &);
		void _close(Channel &);
		void _drop(Channel &);
		void _leave_served(unsigned place);
		void _leave_called(unsigned place);
		void _close_called_channels();
		void _wake_from_channels();
		void _close_served_channels();
		bool _free_to_go() const { return _carrier && !_paused && !_task->frozen(); }
		void _close_channels();
		void _leave_channels();
		void _summon();
		void _show_callers();
		void _watch_channels();
		void _settle_wait();
		bool _take_over_wait();
		bool _in_direct_wait() const;

		/**
		 * Return object of the given kind in a slot
		 *
		 * If there is none, or the right to use it is missing, the operation
		 * is completed accordingly and the result is null.
		 */
		template <typename T>
		T *_usable(Slot, Kind);

	protected:

		/** Tell the vehicle of the thread that its operation is complete */
		virtual void _notify_completion();

		void _adopt_utcb(Utcb &utcb) { _utcb = &utcb; _state = State::RUNNING; }
		void _begin_call(Ref<Gate> const &);
		void _submit(Ref<Gate> const &, uint64_t call_number);

	public:

		static constexpr uint64_t FOREVER = ~0ull;

		/**
		 * Constructor
		 *
		 * \param index  index within the task, reserved by the caller
		 */
		Thread(System &, Ref<Task> const &, unsigned index, std::string const &name);
		~Thread();

		Ref<Task> const &task()  const { return _task; }
		unsigned         index() const { return _index; }
		State            state() const { return _state; }

		/** Return textual form of a state */
		static char const *state_name(State);

		Host::Carrier *carrier() const { return _carrier; }
		Utcb          *utcb()    const { return _utcb; }


		/*
		 * Control
		 */

		/**
		 * Start execution, no effect unless the thread is stopped
		 *
		 * \return  false if the task has no process
		 *
		 * \throw Host::Arena::Out_of_memory
		 */
		bool start(Host::Registers const &);

		/**
		 * Give up the carrier without waiting for anything
		 *
		 * Used when the process is gone. Calls of the thread are withdrawn,
		 * calls to the thread stay.
		 */
		void abandon();

		/**
		 * Give up the carrier, which stays with the process
		 *
		 * Calls are treated as by 'abandon'. The caller has to make the carrier
		 * idle.
		 *
		 * \return  carrier, null if there is none
		 */
		Host::Carrier *leave_carrier();

		/**
		 * Cancel the blocking operation the thread executes, or the next one
		 */
		void cancel_blocking();

		/** Keep thread from running, independent of 'hold' */
		void pause();
		void resume();
		bool paused() const { return _paused; }

		/**
		 * Let an exception follow each instruction of the thread, or not
		 */
		void single_step(bool enabled);
		bool single_stepped() const { return _single_step; }

		/**
		 * Define share of CPU time
		 */
		void scheduling(Host::Scheduling const &);

		/**
		 * Keep thread from running for the given reason
		 *
		 * \return  true if it must be parked by 'Carrier::interrupt'
		 */
		bool hold(uint32_t reason);
		void release_hold();

		/** Do the latter in two steps, see 'Host::Carrier::let_go' */
		void let_go();
		void rouse();

		/**
		 * Return true if the state of the thread is saved in its UTCB, valid
		 * while the thread is held
		 */
		bool blocked() const;

		/**
		 * Return true if the thread waits for anything but the answer to a call
		 *
		 * Waiting for another thread of the task is not known to the kernel but
		 * what the component tells.
		 */
		bool waits_for_event() const;

		/** Return true if the thread occupies a thread of its task's process */
		bool has_carrier() const { return _carrier != nullptr; }

		/** Return true if a request was posted but not accepted */
		bool request_pending() const;

		/** Return number of the latest request that the kernel accepted */
		uint32_t latest_request() const { return _request; }

		/**
		 * Execute the request that the thread has posted if it involves nobody
		 * but threads, see 'Thread::Entry::handle_entry'
		 *
		 * For those who wait for what the thread is going to do. Other requests
		 * are left to its companion, because services of nucleus may need what
		 * the caller has.
		 *
		 * \return  true if there was such a request
		 */
		bool execute_simple_request(Lock_guard &);

		/** Let thread repeat the faulting instruction */
		void resolve_fault();

		Host::Fault const &fault() const { return _fault; }

		/**
		 * Return true if the thread waits for a server that is frozen,
		 * directly or through others
		 */
		bool waits_for_frozen() const;

		/** Return true if the thread raised an exception that nobody handles */
		bool stuck() const { return _state == State::FAULTED && _stuck; }

		/**
		 * Read or change registers of a thread that is paused or faulted
		 *
		 * \return  false if the registers are not accessible
		 */
		bool read_registers(Host::Cpu_registers &) const;
		bool write_registers(Host::Cpu_registers const &);


		/*
		 * Interface for other kernel objects
		 */

		bool receiving_from(Irq const &irq) const
		{
			return _state == State::RECEIVING && _irq.get() == &irq;
		}

		void irq_received();
		void irq_detached();
		void server_gone();
		void deliver_held_reply();
		void reject_senders(Gate &);
		void move_senders(Gate &, Ref<Thread> const &);

		/**
		 * Let calls through a gate of the thread come by the kernel from now on
		 *
		 * \param client  task whose calls are meant, null for all
		 */
		void close_channels(Gate const &, Task const *client = nullptr);


		/*
		 * Interface for capture and restore
		 */

		Ref<Gate>   const &called_gate()   const { return _gate; }
		Ref<Thread> const &called_server() const { return _server; }
		Ref<Irq>    const &awaited_irq()   const { return _irq; }

		uint64_t call_number() const { return _call_number; }

		/**
		 * Return true if the thread waits for the answer to the call that had
		 * the given number when the thread was captured
		 */
		bool awaits_reply_to(uint64_t number) const
		{
			return _state == State::AWAITING_REPLY
			    && (_call_number == number || _repeated == number);
		}

		/**
		 * Return true if the thread makes the call again that had the given
		 * number when the thread was captured
		 */
		bool repeats_call(uint64_t number) const
		{
			return (_state == State::SENDING || _state == State::AWAITING_REPLY)
			    && _repeated == number;
		}

		/**
		 * Return client whose call the thread received last of those that it has
		 * to answer, null if there is none
		 */
		Thread const *served_client() const;

		/**
		 * Find the first one of the called server, the server that this one calls, and
		 * so on for which 'fn' returns true, null if there is none
		 */
		Thread const *find_server(auto const &fn) const
		{
			Thread const *server = _server.get();
			for (unsigned i = 0; server && i < MAX_DEPTH; i++, server = server->_server.get())
				if (fn(*server))
					return server;

			return nullptr;
		}

		/**
		 * Find the first one of the served client, the client that this one serves, and
		 * so on for which 'fn' returns true, null if there is none
		 */
		Thread const *find_served(auto const &fn) const
		{
			Thread const *client = served_client();
			for (unsigned i = 0; client && i < MAX_DEPTH; i++, client = client->served_client())
				if (fn(*client))
					return client;

			return nullptr;
		}

		/** Copy the message of the call that the thread is blocked in */
		void read_call(Invocation::Payload &) const;

		uint64_t deadline()    const { return _deadline; }
		uint32_t request()     const { return _request; }
		bool     canceled()    const { return _cancel; }

		std::deque<Ref<Thread>> const &senders() const { return _senders; }

		/**
		 * State of a thread as far as the kernel knows it
		 */
		struct Restored
		{
			State       state;
			uint64_t    call_number;
			uint64_t    repeated;      /* number when captured */
			uint32_t    request;
			Ref<Gate>   gate;
			Ref<Thread> server;
			Ref<Irq>    irq;
			uint64_t    deadline;
			bool        canceled;
			bool        paused;
			bool        single_step;
			Host::Fault fault;
		};

		/**
		 * Put a stopped thread into a captured state
		 *
		 * The thread gets its carrier, whose memory the caller fills before
		 * 'commit_restore' lets the thread go.
		 *
		 * \return  carrier, null if the task has no process
		 *
		 * \throw Host::Arena::Out_of_memory
		 */
		Host::Carrier *prepare_restore();

		/**
		 * Set kernel state and resume the carrier, which stays held
		 */
		void commit_restore(Restored const &, Host::Carrier::State const &, uint32_t hold_reason);

		/**
		 * Take the calls away that nobody received yet, used before the thread
		 * is restored
		 *
		 * The clients stay blocked until they are passed to 'submit_call'.
		 */
		std::deque<Ref<Thread>> take_senders() { return std::exchange(_senders, { }); }

		/**
		 * Submit the call of a thread that is blocked in it, once more
		 *
		 * The request is still in the thread's UTCB. If the gate is gone, the
		 * call fails.
		 */
		void submit_call();

		/** Let the call fail that the thread is blocked in */
		void fail_call() { server_gone(); }

		/** Take the call back that the thread is blocked in, and let it fail */
		void withdraw_call();
};

#endif /* _KERNEL__THREAD_H_ */
