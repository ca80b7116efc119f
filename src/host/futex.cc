/*
 * \brief  Waiting on words in memory that several processes share
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <climits>
#include <ctime>

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <host/futex.h>


void Host::order_accesses() { std::atomic_thread_fence(std::memory_order_seq_cst); }


void Host::futex_wait(uint32_t &word, uint32_t value)
{
	syscall(SYS_futex, &word, FUTEX_WAIT, value, nullptr);
}


void Host::futex_wait(uint32_t &word, uint32_t value, std::chrono::nanoseconds timeout)
{
	using namespace std::chrono;

	auto     const secs = duration_cast<seconds>(timeout);
	timespec const time { secs.count(), (timeout - secs).count() };

	syscall(SYS_futex, &word, FUTEX_WAIT, value, &time);
}


void Host::futex_wake(uint32_t &word)
{
	syscall(SYS_futex, &word, FUTEX_WAKE, INT_MAX);
}
