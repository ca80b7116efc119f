/*
 * \brief  Lock whose acquisition can be cancelled
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/cancelable_lock.h>
#include <lib/base/kernel.h>

using namespace Genode;


/*
 * The guard is held for a few instructions only. If its holder happens to be
 * preempted there, let it go on.
 */
void Cancelable_lock::_acquire_guard()
{
	enum { SPINS = 100 };

	for (unsigned i = 1; __atomic_exchange_n(&_guard, 1, __ATOMIC_ACQUIRE); i++) {
		if (i % SPINS == 0)
			Kernel::execute(Kernel::Operation::THREAD_YIELD);
		else
			asm volatile ("pause");
	}
}


void Cancelable_lock::_release_guard() { __atomic_store_n(&_guard, 0, __ATOMIC_RELEASE); }


void Cancelable_lock::_enqueue(Applicant &applicant)
{
	if (_last)
		_last->next = &applicant;
	else
		_first = &applicant;

	_last = &applicant;
}


void Cancelable_lock::_withdraw(Applicant &applicant)
{
	Applicant *prev = nullptr;
	for (Applicant *a = _first; a != &applicant; a = a->next)
		prev = a;

	(prev ? prev->next : _first) = applicant.next;

	if (_last == &applicant)
		_last = prev;
}


void Cancelable_lock::lock()
{
	_acquire_guard();

	if (!_locked) {
		_locked = true;
		_release_guard();
		return;
	}

	Applicant applicant { &Kernel::utcb(), nullptr, Applicant::WAITING };
	_enqueue(applicant);
	_release_guard();

	/* a wakeup may also stem from another occasion */
	while (applicant.state != Applicant::GRANTED) {

		if (Kernel::block())
			continue;

		_acquire_guard();
		bool const waiting = applicant.state == Applicant::WAITING;
		if (waiting)
			_withdraw(applicant);
		_release_guard();

		if (waiting)
			throw Blocking_canceled();
	}
}


/*
 * Once the lock is granted, its new owner may destruct it. So granting is the
 * last access, and it is preceded by the release of the guard.
 */
void Cancelable_lock::unlock()
{
	_acquire_guard();

	Applicant * const next = _first;
	if (!next) {
		_locked = false;
		_release_guard();
		return;
	}

	_first = next->next;
	if (!_first)
		_last = nullptr;

	void * const thread = next->thread;

	next->state = Applicant::CHOSEN;
	_release_guard();

	__atomic_store_n(&next->state, Applicant::GRANTED, __ATOMIC_RELEASE);

	Kernel::wake(thread);
}
