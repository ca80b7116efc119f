/*
 * \brief  Two processes that wake up each other
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__HOST__PING_PONG_H_
#define _BENCH__HOST__PING_PONG_H_

#include <atomic>
#include <cstdint>
#include <thread>

#include <bench/host/child_process.h>
#include <bench/host/cpus.h>

namespace Bench { class Ping_pong; }


/**
 * Round trips between two processes by the least that the host offers: a word
 * of shared memory, and a futex to sleep on
 *
 * This is the physical limit of a synchronous call between processes. The
 * thread that creates the object is pinned while the object exists.
 */
class Bench::Ping_pong
{
	private:

		/** Whose turn it is */
		enum Turn : uint32_t { OURS, THEIRS, OVER };

		/**
		 * Memory that both processes have
		 */
		class Shared
		{
			private:

				void *_base;

			public:

				Shared();
				~Shared();

				std::atomic<uint32_t> &turn() { return *static_cast<std::atomic<uint32_t> *>(_base); }
		};

		Shared        _shared { };
		Pinned        _pinned;
		Child_process _partner;
		std::thread   _watcher;   /* ends the game when the partner dies */

		static void _pass(std::atomic<uint32_t> &turn, Turn to);
		static Turn _wait_while(std::atomic<uint32_t> &turn, Turn);

		int  _answer(unsigned cpu);
		void _watch();

	public:

		/**
		 * Constructor
		 *
		 * \param cpu          CPU of the calling thread
		 * \param partner_cpu  CPU of the other process
		 *
		 * \throw Host::System_error
		 */
		Ping_pong(unsigned cpu, unsigned partner_cpu);

		~Ping_pong();

		/**
		 * Return microseconds of a round trip, average of many
		 *
		 * \throw Host::System_error  the other process died
		 */
		double round_trip_us(unsigned trips);
};

#endif /* _BENCH__HOST__PING_PONG_H_ */
