/*
 * \brief  Thread of a component process
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__CARRIER_H_
#define _HOST__CARRIER_H_

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include <host/abi.h>
#include <host/arena.h>
#include <host/completion.h>
#include <host/cpu_registers.h>
#include <host/entry_handler.h>
#include <host/fault.h>
#include <host/scheduling.h>
#include <host/wait.h>

namespace Host::Abi { struct Watch_page; }

namespace Host {

	class Carrier;
	class Process;

	struct Registers;
}


/**
 * Registers of a thread that starts
 */
struct Host::Registers
{
	uint64_t ip, sp;
};


/**
 * Vehicle for one thread of a component at a time
 *
 * A carrier is a thread of the component's process together with its control
 * page, UTCB, and save stack. It is created idle, executes a thread from
 * 'start' or 'resume' until 'reset', and can then be used for another thread.
 * The index of a carrier within its process determines the addresses of its
 * memory, so a restored thread needs the index it had.
 *
 * Memory that the component can write is never trusted: what is read from
 * there affects that component only.
 */
class Host::Carrier
{
	public:

		struct State;

	private:

		Memory           _memory;
		Process         &_process;
		unsigned const   _index;
		std::atomic<int> _thread_id { 0 };

		Abi::Control      &_control;
		Kernel::Utcb      &_utcb;
		Abi::Thread_state &_state;

		std::atomic<unsigned> _parkers       { 0 };   /* callers of 'wait_until_parked' */
		std::atomic<bool>     _held_in_block { false };

		/*
		 * Number of the latest request that was reported, and above it how often
		 * numbers were used again ('resume', 'make_direct'): a former request must
		 * not be taken for the present one that has its number.
		 */
		std::atomic<uint64_t> _seen { 0 };

		/* what is above is looked at in each pause, so it is close together */

		mutable std::mutex _scheduling_mutex { };
		Scheduling         _scheduling       { };   /* wanted */
		Scheduling         _scheduled        { };   /* in effect */

		void _apply_scheduling();

		std::mutex                     _handler_mutex { };
		std::shared_ptr<Entry_handler> _handler { };

		std::atomic<bool> _stopped { false };

		bool _exchanging = false;

		/* flag in the number of wakeups */
		static constexpr uint32_t CANCELED = 1u << 31;

		static constexpr uint64_t NOT_RESTING = ~0ull;

		/* what the proxy, which sleeps or is about to, takes for '_seen' */
		std::atomic<uint64_t> _resting_with { NOT_RESTING };
		std::thread           _proxy { };

		void _renumber(uint32_t seen);
		void _rouse_proxy();
		void _create_proxy();

		/* memory of channels */
		std::array<Memory, Kernel::Abi::MAX_CALLED_CHANNELS> _called { };
		std::vector<Memory>                                  _served { };
		Memory                                               _watch  { };

		Abi::Watch_page &_watch_page();
		bool _take_over(uint32_t post);

		std::shared_ptr<Entry_handler> _current_handler();
		void _set_handler(std::shared_ptr<Entry_handler>);
		void _serve_requests();
		void _wake_everywhere();
		bool _hold_in_block();
		bool _wait_for_thread(std::function<bool (uint32_t parked)> const &,
		                      std::chrono::microseconds patience = OBEY_TIMEOUT);
		void _start(Abi::Resume, std::string const &name);
		void _forget_channels();
		uint32_t _finish_exchange(State const &, uint32_t handled, std::shared_ptr<Entry_handler>);

		Carrier(Carrier const &) = delete;
		Carrier &operator = (Carrier const &) = delete;

	public:

		/**
		 * Time that a thread gets for obeying
		 *
		 * A thread that obeys reacts within microseconds. The limit is generous
		 * to get along with a host that is overloaded.
		 */
		static constexpr std::chrono::seconds OBEY_TIMEOUT { 5 };

		/** Memory to provide in the process for each carrier */
		static constexpr size_t MEMORY_SIZE = Kernel::Abi::THREAD_AREA_USED;

		/**
		 * State of a thread for being captured and resumed
		 */
		struct State
		{
			Abi::Resume              resume;
			Abi::Thread_state::Frame frame;
			uint32_t                 post;      /* request counter of the thread */
			uint32_t                 done;      /* completed requests */
		};

		Carrier(Process &, unsigned index, Memory &&);
		~Carrier();

		/**
		 * Register the thread that the host created for the carrier
		 */
		void thread_id(int id);
		int  thread_id() const { return _thread_id; }

		/**
		 * Define share of CPU time of the thread
		 *
		 * After 'reset', the carrier has the default again, unless the host
		 * refuses to make the thread less nice.
		 */
		void scheduling(Scheduling const &);

		/** Return niceness of the thread as far as the host obeyed */
		int niceness() const;

		unsigned index()         const { return _index; }
		uint64_t memory_offset() const { return _memory.offset(); }

		Kernel::Utcb &utcb() { return _utcb; }

		/**
		 * Do ahead of the first start what takes long
		 *
		 * This concerns the thread of nucleus that serves the requests.
		 */
		void prepare();

		/**
		 * Start a new thread
		 *
		 * The carrier must be idle. Its UTCB is cleared.
		 */
		void start(Registers const &, std::string const &name,
		           std::shared_ptr<Entry_handler>);

		/**
		 * Fill the UTCB of an idle carrier, what is missing becomes zero
		 *
		 * The number of requests is left to 'resume', because there may be
		 * somebody who waits for a change of it.
		 */
		void fill_utcb(std::span<uint8_t const> content);

		/**
		 * Resume a thread of which UTCB and save stack were put in place
		 *
		 * The carrier must be idle.
		 *
		 * \param handled  requests up to this one are in the hands of the
		 *                 kernel, a later one is reported to the handler
		 *
		 * \return  the number 'handled' as this carrier counts
		 */
		uint32_t resume(State const &, uint32_t handled, std::string const &name,
		                std::shared_ptr<Entry_handler>);

		/**
		 * Return true if the thread waits in a way that its state can be replaced
		 * by the one in a UTCB without the thread taking notice
		 *
		 * The thread must be held within an operation, or in a wait for a wakeup.
		 */
		bool exchangeable(std::span<uint8_t const> utcb) const;

		/**
		 * Leave the thread where it waits, because it is going to be resumed in
		 * another state, for which 'exchangeable' returned true
		 *
		 * The thread must be held until then.
		 */
		void begin_exchange();

		/**
		 * Drop the thread and make the carrier idle
		 *
		 * The handler is not called anymore, but a call may be under way. If
		 * the thread refuses to stop, the process is killed.
		 *
		 * \return  false if the thread did not obey for other reasons, the
		 *          process must be killed
		 */
		bool reset();

		/**
		 * Ask the thread to drop its state, to be followed by 'finish_reset'
		 *
		 * Other than 'reset', this leaves the share of CPU time alone, and the
		 * carrier is held afterwards.
		 */
		void begin_reset();

		/**
		 * Wait until the carrier is idle
		 *
		 * \return  false if the thread did not obey in time, the process must be
		 *          killed
		 */
		bool finish_reset(std::chrono::microseconds patience = OBEY_TIMEOUT);

		/**
		 * Tell that the process is gone, ends the waiting for the thread
		 */
		void process_gone();

		/**
		 * Stop reporting requests for good, used when the process is gone
		 *
		 * Waits for a call of the handler that is under way.
		 */
		void stop();

		/** Return number of the latest request that the thread posted */
		uint32_t posted() const;

		/**
		 * Obtain number of the latest request
		 *
		 * \return  false if the thread executes the latest one without nucleus
		 */
		bool posted_request(uint32_t &number) const;

		/** Return number of the latest request that is complete */
		uint32_t completed() const;

		/** Return true if the latest request is a fault */
		bool fault_posted() const;

		/** Return fault of the latest request */
		Fault fault() const;

		/**
		 * Complete the request with the given number
		 */
		void complete(uint32_t post);

		/**
		 * Do the same, but leave it to the caller to wake up the thread
		 */
		[[nodiscard]] Completion settle(uint32_t post);

		/**
		 * Keep the thread from executing code of the component
		 *
		 * A thread that waits for the completion of a request stays where it
		 * is. A running thread has to be parked in addition.
		 *
		 * \param reason  number other than 0, unique to each occasion
		 */
		void hold(uint32_t reason);

		/** Let the thread go on */
		void release();

		/**
		 * Do the same in two steps, between which 'order_accesses' is called, once
		 * for any number of threads
		 */
		void let_go();
		void rouse();

		bool held() const;

		/**
		 * Return true if the thread is held while it waits for a wakeup within
		 * the process, its registers are saved
		 */
		bool held_in_block() const { return _held_in_block; }

		using Stay = Host::Stay;
		using Wait = Host::Wait;

		/** Return present wait, nothing if the thread is not held in one */
		std::optional<Stay> stay() const;

		/**
		 * Return present wait, nothing if the thread is not held in one, or a
		 * wakeup has arrived
		 */
		std::optional<Wait> wait() const;

		/**
		 * What tells one state of rest from another
		 */
		struct Rest
		{
			uint32_t generation;          /* of the numbers */
			uint32_t requests, completed, wakeups, waits;

			bool operator == (Rest const &) const = default;
		};

		/**
		 * Return state in which the thread does not run, as the component tells,
		 * nothing if it may run
		 *
		 * The thread does not run until the state is another one. It need not be held.
		 */
		std::optional<Rest> rest() const;

		/**
		 * Return a number that changes with each wakeup that the thread gives to
		 * others of its process, nothing while it gives one, as the component tells
		 */
		std::optional<uint32_t> wakeups_given() const;

		/**
		 * Let the processor fetch what is needed to hold and to release the
		 * thread, because this is going to be done soon
		 */
		void expect_hold() const;

		/**
		 * Interrupt the thread so that it parks, after 'hold'
		 */
		void interrupt();

		/**
		 * Wait until the thread is parked or no longer held, or the process is
		 * gone
		 *
		 * If the thread refuses to stop, the process is killed.
		 *
		 * \return  false if the thread does not obey for other reasons
		 */
		bool wait_until_parked();

		/**
		 * Let an exception follow each instruction of the program, or not
		 *
		 * The exception has the type 'BREAKPOINT'. Kernel operations count as
		 * one instruction. Takes effect when the thread goes on after having
		 * been interrupted, or when it is started or resumed. 'reset' ends it.
		 */
		void single_step(bool);

		/**
		 * Give up a wait for wakeups within the process, or the next one
		 *
		 * \return  true if the thread waits
		 */
		bool cancel_block();

		/**
		 * Return true if a wait was to be given up and there has been none since,
		 * then there is none to be given up anymore
		 */
		bool take_canceled();

		/**
		 * Return true if the thread waits for another thread of its process, as
		 * the component tells
		 */
		bool waits_for_wakeup() const;

		/**
		 * Return how the thread can be resumed, for a thread that is held
		 *
		 * \param blocked  thread waits for the completion of its request
		 */
		State state(bool blocked) const;

		/**
		 * Read or change registers of a thread that is held or blocked
		 *
		 * A thread within an operation has no other registers than those a
		 * function preserves, which cannot be changed.
		 *
		 * \return  false if the registers are not accessible
		 */
		bool read_registers(bool blocked, Cpu_registers &) const;
		bool write_registers(bool blocked, Cpu_registers const &);

		/*
		 * Direct calls
		 *
		 * Places of channels that the thread calls are numbered up to
		 * 'MAX_CALLED_CHANNELS', of those that it serves up to
		 * 'MAX_SERVED_CHANNELS'.
		 */

		/**
		 * Queue the mapping of a channel, which must not be in use
		 *
		 * \param previous  memory that is free when the change took effect
		 *
		 * \return  number to ask 'Process::applied' for
		 *
		 * \throw Arena::Out_of_memory
		 */
		uint64_t map_called(unsigned place, Memory &&, Memory &previous);
		uint64_t map_served(unsigned place, Memory &&, Memory &previous);

		/**
		 * Queue the end of that, for a channel that is closed
		 *
		 * \return  memory that is free when the change took effect
		 */
		Memory unmap_called(unsigned place);
		Memory unmap_served(unsigned place);

		/** Let calls to the gate in a slot go through the channel, 0 for none */
		void called_slot(unsigned place, uint32_t slot);

		/** Tell the server about the calls of a channel */
		void served_call(unsigned place, uint64_t label, uint64_t token);

		/**
		 * Set number of channels to watch, 0 for waiting by nucleus
		 *
		 * To be called while the thread waits for the completion of a request.
		 */
		void watched_channels(unsigned count);

		/** Tell the thread whether calls wait at nucleus */
		void senders(bool);

		/** Return true if the thread executes an operation without nucleus */
		bool direct() const;

		/** Return true if the latest operation is that call by that channel */
		bool direct_call(unsigned place, uint32_t call) const;

		/**
		 * Return number of the call that waits for nucleus, and for a reply by
		 * the channel at the given place
		 */
		std::optional<uint32_t> awaits_reply(unsigned place) const;

		/**
		 * Leave the request to the thread, which takes its result from a channel
		 *
		 * From now on, the request is the same as one that the thread executes
		 * directly from the beginning.
		 *
		 * \return  false if the thread does not look at the channel anymore
		 */
		bool make_direct();

		/** Tell the server that it gets a request of the channel at the given place */
		void taken(unsigned place);

		/** Return true if the latest operation is a wait that could be direct */
		bool waiting() const;

		/** Return true if the thread waits without nucleus */
		bool direct_wait() const { return direct() && waiting(); }

		/** Return number of requests that the thread took from channels */
		uint32_t received_requests() const;

		/**
		 * Take over the operation that the thread executes directly, if any
		 *
		 * It becomes an ordinary request.
		 */
		void take_over();

		/**
		 * Take over the reception of a request from the given channel
		 *
		 * \return  false if the thread is not about to take one
		 */
		bool take_over_reception(unsigned place);

		/**
		 * Take over a wait unless the thread is about to take a request
		 *
		 * \return  true if successful
		 */
		bool take_over_wait();

		/** Let the handler look at the request that was taken over */
		void report_request();

		/**
		 * Return used part of the save stack for resuming from a frame
		 *
		 * \return  empty if the frame does not lie on the save stack
		 */
		std::span<char> frame_memory(Abi::Thread_state::Frame const &) const;
};

#endif /* _HOST__CARRIER_H_ */
