/*
 * \brief  Sign of life of another process
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__HOST__HEARTBEAT_H_
#define _BENCH__HOST__HEARTBEAT_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>

namespace Bench { class Heartbeat; }


/**
 * Counter in a file that both processes map
 *
 * Whatever stops a process, and whatever brings it back, is seen from outside
 * by the same means.
 */
class Bench::Heartbeat
{
	private:

		void *_base;

		Heartbeat(Heartbeat const &) = delete;
		Heartbeat &operator = (Heartbeat const &) = delete;

		std::atomic<uint64_t> &_count() const { return *static_cast<std::atomic<uint64_t> *>(_base); }

	public:

		/**
		 * Constructor, creates the file if needed
		 *
		 * \throw Host::System_error
		 */
		explicit Heartbeat(std::filesystem::path const &);

		~Heartbeat();

		void beat() { _count().fetch_add(1, std::memory_order_relaxed); }

		uint64_t count() const { return _count().load(std::memory_order_relaxed); }

		/**
		 * Wait until the count is another one
		 *
		 * \return  false if that does not happen in time
		 */
		bool wait_for_other_than(uint64_t count, std::chrono::milliseconds timeout) const;

		/**
		 * Execute function
		 *
		 * \return  longest time without a beat meanwhile, microseconds; it
		 *          includes the time between two beats of the process
		 */
		double longest_silence_us(std::function<void ()> const &) const;
};

#endif /* _BENCH__HOST__HEARTBEAT_H_ */
