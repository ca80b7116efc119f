/*
 * \brief  Waiting on words in memory that several processes share
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__FUTEX_H_
#define _HOST__FUTEX_H_

#include <atomic>
#include <chrono>
#include <cstdint>

namespace Host {

	/**
	 * Read or write a word that other processes access at the same time
	 */
	inline uint32_t load(uint32_t &word) { return std::atomic_ref(word).load(); }
	inline void     store(uint32_t &word, uint32_t value) { std::atomic_ref(word).store(value); }

	/**
	 * Write word without waiting for other processors to notice
	 *
	 * They see what was written before, but the calling thread may read other words
	 * first. An atomic step, or 'order_accesses' keeps it from doing so.
	 */
	inline void publish(uint32_t &word, uint32_t value)
	{
		std::atomic_ref(word).store(value, std::memory_order_release);
	}

	/** Let all writes so far take effect before anything is read */
	void order_accesses();

	/**
	 * Wait as long as the word has the given value
	 *
	 * May return early, so callers re-check their condition.
	 */
	void futex_wait(uint32_t &word, uint32_t value);

	/**
	 * Wait as long as the word has the given value, until the timeout is over
	 */
	void futex_wait(uint32_t &word, uint32_t value, std::chrono::nanoseconds timeout);

	/**
	 * Wake up all who wait on the word
	 */
	void futex_wake(uint32_t &word);
}

#endif /* _HOST__FUTEX_H_ */
