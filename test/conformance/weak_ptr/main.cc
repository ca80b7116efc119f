/*
 * \brief  Weak pointers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/heap.h>
#include <base/weak_ptr.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <util/reconstructible.h>

namespace Test_weak_ptr {

	using namespace Genode;

	using Conformance::Worker;
	using Conformance::wait_until;

	struct Object;
	struct Main;
}


struct Test_weak_ptr::Object : Weak_object<Object>
{
	static unsigned alive;

	unsigned value = 7;

	Object() { alive++; }

	~Object()
	{
		Weak_object<Object>::lock_for_destruction();
		value = 0;
		alive--;
	}
};

unsigned Test_weak_ptr::Object::alive = 0;


struct Test_weak_ptr::Main
{
	typedef Weak_ptr<Object>   Pointer;
	typedef Locked_ptr<Object> Locked;

	Env              &env;
	Heap              heap { env.ram(), env.rm() };
	Conformance::Test test { env, "weak_ptr" };

	static bool valid(Pointer &pointer) { return Locked(pointer).valid(); }

	void pointers()
	{
		Pointer invalid;
		test.check("a pointer is invalid at first", !valid(invalid));

		Constructible<Object> object;
		object.construct();
		Pointer a = object->weak_ptr(), b = a, c;
		c = b;
		test.check("pointers to an object are valid", valid(a) && valid(b) && valid(c));
		test.check("pointers to the same object are equal", a == c && !(a == invalid));
		{
			Locked locked(a);
			test.check("a locked pointer gives access", locked.valid() && locked->value == 7);
			locked->value = 8;
		}
		b = invalid;
		test.check("a pointer can be assigned", !valid(b) && valid(a));
		object.destruct();
		test.check("pointers to a destructed object are invalid", !valid(a) && !valid(c));
		test.check_equal("the object is gone", Object::alive, 0U);
	}

	void lifetimes()
	{
		Object object;
		for (unsigned i = 0; i < 100; i++) {
			Pointer pointer = object.weak_ptr();
			Pointer copy    = pointer;
			if (!valid(copy))
				test.check("a copy of a pointer is valid", false);
		}
		test.check("pointers come and go", valid_after(object));

		/* pointers that outlive their objects, which live one after the other */
		Pointer pointers[10];
		for (Pointer &pointer : pointers) {
			Object * const temporary = new (heap) Object;
			pointer = temporary->weak_ptr();
			destroy(heap, temporary);
		}
		bool none = true;
		for (Pointer &pointer : pointers)
			none &= !valid(pointer);
		test.check("pointers outlive their objects", none);
	}

	static bool valid_after(Object &object)
	{
		Pointer pointer = object.weak_ptr();
		return valid(pointer);
	}

	/*
	 * The destruction waits for the thread that has locked the pointer
	 */
	void destruction()
	{
		Object       *object  = new (heap) Object;
		Pointer       pointer = object->weak_ptr();
		bool volatile locked = false, release = false, destructed = false, intact = false;

		Worker user(env, "user", [&] {
			Locked lock(pointer);
			locked = lock.valid();
			while (!release)
				(void)env.ram().used();
			intact = lock->value == 7;
		});
		wait_until(env, [&] { return locked; });

		Worker destructor(env, "destructor", [&] { destroy(heap, object); destructed = true; });
		for (unsigned i = 0; i < 100; i++)
			(void)env.ram().used();
		bool const early = destructed;
		release = true;
		user.join();
		destructor.join();
		test.check("the destruction waits for locked pointers", !early && destructed && intact);
		test.check("the pointer is invalid afterwards", !valid(pointer));
	}

	void concurrent()
	{
		enum { ROUNDS = 200 };

		Lock          lock;
		Pointer       current;
		bool volatile stop = false;
		unsigned      broken = 0, seen = 0;

		auto use = [&] {
			while (!stop) {
				Pointer pointer;
				{
					Lock::Guard guard(lock);
					pointer = current;
				}
				Locked locked(pointer);
				if (!locked.valid())
					continue;
				__atomic_add_fetch(&seen, 1, __ATOMIC_SEQ_CST);
				if (locked->value != 7)
					__atomic_add_fetch(&broken, 1, __ATOMIC_SEQ_CST);
			}
		};
		Worker a(env, "a", use), b(env, "b", use);

		for (unsigned i = 0; i < ROUNDS; i++) {
			Object object;
			{
				Lock::Guard guard(lock);
				current = object.weak_ptr();
			}
			(void)env.ram().used();
		}
		stop = true;
		a.join();
		b.join();
		test.check("no thread sees an object that is being destructed", broken == 0);
		test.check_equal("all objects are gone", Object::alive, 0U);
	}

	void round()
	{
		pointers();
		lifetimes();
		destruction();
		concurrent();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_weak_ptr::Main main(env); }
