/*
 * \brief  Locks and semaphores
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/semaphore.h>
#include <base/synced_interface.h>
#include <conformance/test.h>
#include <conformance/worker.h>

namespace Test_lock {

	using namespace Genode;

	using Conformance::Worker;
	using Conformance::wait_until;

	struct Main;
}


struct Test_lock::Main
{
	enum { NUM_THREADS = 4, INCREMENTS = 2000 };

	Env              &env;
	Conformance::Test test { env, "lock" };

	void states()
	{
		Lock unlocked;
		unlocked.lock();
		unlocked.unlock();

		Lock locked { Lock::LOCKED };
		locked.unlock();
		{
			Lock::Guard guard(locked);
		}
		locked.lock();
		locked.unlock();
		locked.unlock();
		locked.lock();
		test.check("an unlocked lock can be unlocked once more", true);
	}

	/*
	 * The increment consists of two accesses, so it gets lost without the lock
	 */
	void mutual_exclusion()
	{
		Lock     lock;
		unsigned volatile counter = 0;

		auto increment = [&] {
			for (unsigned i = 0; i < INCREMENTS; i++) {
				Lock::Guard guard(lock);
				unsigned const value = counter;
				asm volatile ("pause");
				counter = value + 1;
			}
		};
		{
			Worker a(env, "a", increment), b(env, "b", increment),
			       c(env, "c", increment), d(env, "d", increment);
			a.join(); b.join(); c.join(); d.join();
		}
		test.check_equal("the holder of a lock excludes the others", (unsigned)counter,
		                 (unsigned)(NUM_THREADS*INCREMENTS));
	}

	void handover()
	{
		Lock lock { Lock::LOCKED };
		bool volatile woken = false;

		Worker worker(env, "waiting", [&] { lock.lock(); woken = true; });
		test.check("a locked lock blocks", !woken);
		lock.unlock();
		worker.join();
		test.check("any thread may unlock", woken);
	}

	/*
	 * A thread counts as waiting once it has left the counter negative
	 */
	void semaphore_order()
	{
		Semaphore sem;
		Lock      order_lock;
		unsigned  order[3] = { };
		unsigned  num = 0;

		auto wait = [&] (unsigned id) {
			sem.down();
			Lock::Guard guard(order_lock);
			order[num++] = id;
		};
		auto woken = [&] (unsigned expected) {
			wait_until(env, [&] { Lock::Guard guard(order_lock); return num == expected; }); };

		Worker a(env, "a", [&] { wait(1); });
		wait_until(env, [&] { return sem.cnt() == -1; });
		Worker b(env, "b", [&] { wait(2); });
		wait_until(env, [&] { return sem.cnt() == -2; });
		Worker c(env, "c", [&] { wait(3); });
		wait_until(env, [&] { return sem.cnt() == -3; });
		test.check("a negative counter tells the number of waiting threads", true);

		for (unsigned i = 1; i <= 3; i++) {
			sem.up();
			woken(i);
		}
		a.join(); b.join(); c.join();
		test.check("a semaphore wakes the thread that waits longest",
		           order[0] == 1 && order[1] == 2 && order[2] == 3);
		test.check_equal("each waiting thread took one count", sem.cnt(), 0);
	}

	void semaphore_counts()
	{
		Semaphore sem(2);
		sem.down();
		sem.down();
		sem.up();
		sem.up();
		sem.up();
		test.check_equal("a semaphore counts", sem.cnt(), 3);
		for (unsigned i = 0; i < 3; i++)
			sem.down();
		test.check_equal("counts are taken without blocking", sem.cnt(), 0);
	}

	/*
	 * Bounded buffer
	 */
	void producer_consumer()
	{
		enum { SLOTS = 3, ITEMS = 1000 };

		Semaphore free(SLOTS), filled(0);
		unsigned  buffer[SLOTS] = { };
		unsigned  in_order = 0;

		Worker producer(env, "producer", [&] {
			for (unsigned i = 0; i < ITEMS; i++) {
				free.down();
				buffer[i % SLOTS] = i;
				filled.up();
			}
		});
		Worker consumer(env, "consumer", [&] {
			for (unsigned i = 0; i < ITEMS; i++) {
				filled.down();
				if (buffer[i % SLOTS] == i)
					in_order++;
				free.up();
			}
		});
		producer.join();
		consumer.join();
		test.check_equal("items of a bounded buffer arrive in order", in_order, (unsigned)ITEMS);
	}

	struct Number
	{
		Lock    &lock;
		unsigned value = 0;

		Number(Lock &lock) : lock(lock) { }

		void increment() { unsigned const v = value; asm volatile ("pause"); value = v + 1; }
	};

	void synced_interface()
	{
		Lock   lock;
		Number number(lock);

		Synced_interface<Number> synced(lock, &number);

		auto increment = [&] {
			for (unsigned i = 0; i < INCREMENTS; i++)
				synced()->increment();
		};
		Worker a(env, "a", increment), b(env, "b", increment);
		a.join(); b.join();

		test.check_equal("a synced interface locks each call", number.value, 2U*INCREMENTS);
		lock.lock();
		lock.unlock();
	}

	/*
	 * Classes with locks were copied, sets of services for example
	 */
	void copies()
	{
		struct Locked
		{
			Lock     lock;
			unsigned value;

			Locked(unsigned value) : value(value) { }
		};

		Locked original(1);
		{
			Lock::Guard guard(original.lock);

			Locked free(2), copy(original);
			{
				Lock::Guard guard(free.lock);
			}
			free = copy;
			bool woken = false;
			Worker worker(env, "of_copy", [&] { copy.lock.lock(); woken = true; });
			copy.lock.unlock();
			worker.join();
			test.check("a copy of a locked lock is locked, and unlocked by itself", woken);

			bool passed = false;
			Worker other(env, "of_assigned", [&] { free.lock.lock(); passed = true; });
			free = Locked(3);
			other.join();
			test.check("who waits for a lock gets it if it is assigned an unlocked one", passed);
			test.check_equal("the rest of the object is assigned, too", free.value, 3U);
		}
		Locked copy(original);
		Lock::Guard guard(original.lock);
		copy.lock.lock();
		test.check("the copy is a lock of its own", true);
	}

	void round()
	{
		copies();
		states();
		mutual_exclusion();
		handover();
		semaphore_order();
		semaphore_counts();
		producer_consumer();
		synced_interface();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_lock::Main main(env); }
