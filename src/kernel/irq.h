/*
 * \brief  Counting notification
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__IRQ_H_
#define _KERNEL__IRQ_H_

#include <kernel/object.h>

namespace Kernel {

	class Irq;
	class Thread;
}


/**
 * Notification that is received by the one thread it is attached to
 *
 * Triggers are counted while the thread does not wait for them, so the
 * object serves as semaphore as well.
 */
class Kernel::Irq : public Object
{
	private:

		Ref<Thread> _attached { };
		uint64_t    _count = 0;

		void _destroy() override;

	public:

		Irq(System &, std::string const &name);
		~Irq();

		/**
		 * Attach to a thread, a thread attached before is detached
		 */
		void attach(Ref<Thread> const &);

		void detach();

		/** Return the thread the IRQ is attached to, or a null reference */
		Ref<Thread> const &attached() const { return _attached; }

		void trigger();

		/**
		 * Consume one trigger
		 *
		 * \return  false if there is none
		 */
		bool consume();

		/** Return number of triggers not yet consumed */
		uint64_t count() const { return _count; }

		/** Set number of triggers, used when restoring */
		void count(uint64_t count) { _count = count; }
};

#endif /* _KERNEL__IRQ_H_ */
