/*
 * \brief  Priority of a thread, lent to the one that it waits for
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__LENT_PRIORITY_H_
#define _HOST__LENT_PRIORITY_H_

namespace Host { class Lent_priority; }


/**
 * Real-time priority of the current thread, lent to another one
 *
 * A thread with such a priority that waits for one without would wait for all
 * others that want the CPU, too. No effect if the current thread has none, or
 * if the host refuses.
 */
class Host::Lent_priority
{
	private:

		int const  _thread_id;
		bool const _lent;

		Lent_priority(Lent_priority const &) = delete;
		Lent_priority &operator = (Lent_priority const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \param thread_id  of a thread without real-time priority, or 0 for none
		 */
		explicit Lent_priority(int thread_id);

		~Lent_priority();

		/** Return true if the other thread has the priority */
		bool lent() const { return _lent; }
};

#endif /* _HOST__LENT_PRIORITY_H_ */
