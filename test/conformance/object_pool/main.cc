/*
 * \brief  Object pools and entrypoints under destruction
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <base/entrypoint.h>
#include <base/heap.h>
#include <base/object_pool.h>
#include <base/rpc_server.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <util/reconstructible.h>

namespace Test_object_pool {

	using namespace Genode;

	using Conformance::Worker;
	using Conformance::wait_until;

	struct Adder;
	struct Item;
	struct Main;
}


struct Test_object_pool::Adder
{
	GENODE_RPC(Rpc_add, unsigned, add, unsigned);
	GENODE_RPC_INTERFACE(Rpc_add);
};


struct Test_object_pool::Item : Object_pool<Item>::Entry
{
	unsigned value;

	Item(Untyped_capability cap, unsigned value) : Entry(cap), value(value) { }
};


struct Test_object_pool::Main
{
	enum { STACK_SIZE = 16*1024 };

	Env              &env;
	Heap              heap { env.ram(), env.rm() };
	Conformance::Test test { env, "object_pool" };

	/* what an object may do with itself while it is called */
	struct Mortal : Rpc_object<Adder, Mortal>
	{
		Entrypoint &ep;
		Allocator  &alloc;

		Mortal(Entrypoint &ep, Allocator &alloc) : ep(ep), alloc(alloc) { }

		unsigned add(unsigned value)
		{
			ep.dissolve(*this);
			if (value > 1)
				destroy(alloc, this);
			return value + 1;
		}
	};

	struct Special_item : Item
	{
		using Item::Item;
	};

	struct Adder_component : Rpc_object<Adder, Adder_component>
	{
		unsigned      sum     = 0;
		bool volatile entered = false;
		bool volatile leave   = true;
		Env          &env;

		explicit Adder_component(Env &env) : env(env) { }

		unsigned add(unsigned value)
		{
			entered = true;
			while (!leave)
				(void)env.ram().used();
			return sum += value;
		}
	};

	/*
	 * A pool finds objects by any capability
	 */
	void pool()
	{
		Object_pool<Item> pool;

		Ram_dataspace_capability const ds[3] { env.ram().alloc(4096), env.ram().alloc(4096), env.ram().alloc(4096) };
		Item a(ds[0], 10), b(ds[1], 20);
		pool.insert(&a);
		pool.insert(&b);

		auto value = [&] (Untyped_capability cap) {
			return pool.apply(cap, [&] (Item *item) { return item ? item->value : 0; }); };

		test.check("a pool finds its objects", value(ds[0]) == 10 && value(ds[1]) == 20);
		test.check("a pool tells if there is no object", value(ds[2]) == 0
		                                              && value(Untyped_capability()) == 0);
		pool.remove(&a);
		test.check("an object can be removed", value(ds[0]) == 0 && value(ds[1]) == 20);

		/* exceptions leave the object as it is */
		struct Error { };
		bool thrown = false;
		try { pool.apply(ds[1], [&] (Item *) { throw Error(); }); }
		catch (Error) { thrown = true; }
		test.check("an exception passes the pool", thrown);

		unsigned removed = 0;
		pool.insert(&a);
		pool.remove_all([&] (Item *) { removed++; });
		test.check_equal("all objects can be removed", removed, 2U);

		for (Ram_dataspace_capability const &cap : ds)
			env.ram().free(cap);
	}

	/*
	 * The removal waits for a thread that uses the object
	 */
	void removal()
	{
		Object_pool<Item> pool;
		Ram_dataspace_capability const ds = env.ram().alloc(4096);
		Item item(ds, 1);
		pool.insert(&item);

		bool volatile using_it = false, release = false, removed = false;

		Worker user(env, "user", [&] {
			pool.apply(ds, [&] (Item *) {
				using_it = true;
				while (!release)
					(void)env.ram().used();
			});
		});
		wait_until(env, [&] { return using_it; });

		Worker remover(env, "remover", [&] { pool.remove(&item); removed = true; });
		for (unsigned i = 0; i < 100; i++)
			(void)env.ram().used();
		bool const early = removed;
		release = true;
		user.join();
		remover.join();
		test.check("the removal of an object waits for its user", !early && removed);
		env.ram().free(ds);
	}

	/*
	 * The argument of the function tells what kind of object is meant
	 */
	void kinds()
	{
		Object_pool<Item> pool;
		Ram_dataspace_capability const ds[2] { env.ram().alloc(4096), env.ram().alloc(4096) };
		Item         item(ds[0], 1);
		Special_item special(ds[1], 2);
		pool.insert(&item);
		pool.insert(&special);

		auto is_special = [&] (Untyped_capability cap) {
			return pool.apply(cap, [&] (Special_item *found) { return found != nullptr; }); };
		test.check("an object of another kind is not found", !is_special(ds[0]) && is_special(ds[1]));

		unsigned value = 0;
		pool.apply(ds[1], [&] (Item *outer) {
			pool.apply(ds[1], [&] (Item *inner) { value = outer->value + inner->value; }); });
		test.check_equal("a thread can use an object again", value, 4U);

		pool.remove(&special);
		pool.remove(&item);
		for (Ram_dataspace_capability const &cap : ds)
			env.ram().free(cap);
	}

	/*
	 * The user of an object removes it while another thread waits for it
	 */
	void removal_by_user()
	{
		Object_pool<Item> pool;
		Ram_dataspace_capability const ds = env.ram().alloc(4096);
		Item item(ds, 1);
		pool.insert(&item);

		bool volatile using_it = false, release = false, found = true;

		Worker user(env, "user", [&] {
			pool.apply(ds, [&] (Item *obj) {
				using_it = true;
				while (!release)
					(void)env.ram().used();
				pool.remove(obj);
			});
		});
		wait_until(env, [&] { return using_it; });

		bool volatile waiting = false, concurrent = false;
		Worker other(env, "other", [&] {
			waiting = true;
			pool.apply(ds, [&] (Item *obj) {
				concurrent = !release;
				found      = obj != nullptr;
			});
		});
		wait_until(env, [&] { return waiting; });
		for (unsigned i = 0; i < 100; i++)
			(void)env.ram().used();
		release = true;
		user.join();
		other.join();
		test.check("one thread at a time uses an object", !concurrent);
		test.check("who waits for an object does not find it after its removal", !found);
		env.ram().free(ds);
	}

	/*
	 * An RPC function dissolves and destroys its object
	 */
	void suicide()
	{
		Entrypoint ep(env, STACK_SIZE, "mortals");
		for (unsigned i = 1; i <= 2; i++) {
			Mortal * const mortal = new (heap) Mortal(ep, heap);
			Capability<Adder> const cap = ep.manage(*mortal);

			test.check_equal("an object may end during a call", cap.call<Adder::Rpc_add>(i), i + 1);
			test.check_throws<Ipc_error>("then it cannot be called", [&] { cap.call<Adder::Rpc_add>(i); });
			if (i == 1)
				destroy(heap, mortal);
		}
		Adder_component adder(env);
		test.check_equal("the entrypoint goes on", ep.manage(adder).call<Adder::Rpc_add>(3), 3U);
		ep.dissolve(adder);
	}

	void dissolve()
	{
		Entrypoint      ep(env, STACK_SIZE, "server");
		Adder_component adder(env);
		bool volatile   dissolved = false;

		Capability<Adder> const cap = ep.manage(adder);
		test.check_equal("an object is called", cap.call<Adder::Rpc_add>(3), 3U);

		adder.leave   = false;
		adder.entered = false;
		unsigned result = 0;
		Worker caller(env, "caller", [&] { result = cap.call<Adder::Rpc_add>(4); });
		wait_until(env, [&] { return adder.entered; });

		Worker dissolver(env, "dissolver", [&] { ep.dissolve(adder); dissolved = true; });
		for (unsigned i = 0; i < 100; i++)
			(void)env.ram().used();
		bool const early = dissolved;
		adder.leave = true;
		caller.join();
		dissolver.join();

		test.check("dissolving an object waits for the call being served", !early && dissolved);
		test.check_equal("the call being served is completed", result, 7U);
		test.check_throws<Ipc_error>("a dissolved object cannot be called", [&] {
			cap.call<Adder::Rpc_add>(1); });
		test.check("a dissolved object has no capability", !adder.cap().valid());

		Capability<Adder> const again = ep.manage(adder);
		test.check_equal("an object can be managed again", again.call<Adder::Rpc_add>(1), 8U);
		ep.dissolve(adder);
		ep.dissolve(adder);
		test.check("dissolving twice has no effect", true);
	}

	/*
	 * Objects come and go while others call them
	 */
	void turmoil()
	{
		enum { GENERATIONS = 100 };

		Entrypoint        ep(env, STACK_SIZE, "turmoil");
		Lock              lock;
		Capability<Adder> current;
		bool volatile     stop = false;
		unsigned          served = 0, failed = 0;

		auto call = [&] {
			while (!stop) {
				Capability<Adder> cap;
				{
					Lock::Guard guard(lock);
					cap = current;
				}
				try {
					if (cap.valid())
						cap.call<Adder::Rpc_add>(1);
					__atomic_add_fetch(&served, 1, __ATOMIC_SEQ_CST);
				}
				catch (Ipc_error) { __atomic_add_fetch(&failed, 1, __ATOMIC_SEQ_CST); }
			}
		};
		Worker a(env, "a", call), b(env, "b", call);

		for (unsigned i = 0; i < GENERATIONS; i++) {
			Adder_component adder(env);
			Capability<Adder> const cap = ep.manage(adder);
			{
				Lock::Guard guard(lock);
				current = cap;
			}
			unsigned const before = served;
			wait_until(env, [&] { return served != before || failed > 1000000; });
			ep.dissolve(adder);
		}
		stop = true;
		a.join();
		b.join();
		test.check("objects can be dissolved while they are called", served >= GENERATIONS);
	}

	/*
	 * Entrypoints come and go, with calls in their queues
	 */
	void entrypoints()
	{
		size_t const avail = env.ram().avail();
		for (unsigned i = 0; i < 20; i++) {
			Entrypoint      ep(env, STACK_SIZE, "temporary");
			Adder_component adder(env);
			Capability<Adder> const cap = ep.manage(adder);
			if (cap.call<Adder::Rpc_add>(i) != i)
				test.check("a new entrypoint serves its object", false);
			ep.dissolve(adder);
		}
		test.check("entrypoints can be created and destroyed many times", true);
		test.check_equal("they give their memory back", env.ram().avail(), avail);

		/* an entrypoint that is activated later keeps its calls waiting */
		Rpc_entrypoint  late(&env.pd(), STACK_SIZE, "late", false);
		Adder_component adder(env);
		Capability<Adder> const cap = late.manage(&adder);
		bool volatile done = false;
		Worker caller(env, "caller", [&] { cap.call<Adder::Rpc_add>(1); done = true; });
		for (unsigned i = 0; i < 50; i++)
			(void)env.ram().used();
		bool const early = done;
		late.activate();
		caller.join();
		test.check("an entrypoint serves no call before its activation", !early && done);
		late.dissolve(&adder);
	}

	void round()
	{
		pool();
		removal();
		kinds();
		removal_by_user();
		suicide();
		dissolve();
		turmoil();
		entrypoints();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_object_pool::Main main(env); }
