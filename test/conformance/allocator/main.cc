/*
 * \brief  Allocators
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/allocator_avl.h>
#include <base/allocator_guard.h>
#include <base/component.h>
#include <base/heap.h>
#include <base/slab.h>
#include <base/synced_allocator.h>
#include <base/tslab.h>
#include <conformance/test.h>
#include <conformance/worker.h>

namespace Test_allocator {

	using namespace Genode;

	using Conformance::Worker;

	struct Main;
}


struct Test_allocator::Main
{
	enum { KIB = 1024, PAGE = 4096 };

	Env              &env;
	Conformance::Test test { env, "allocator" };

	/**
	 * Allocate, fill, verify, and free blocks of many sizes in an irregular order
	 */
	bool exercise(Allocator &alloc, unsigned rounds, size_t max_size, unsigned seed = 1)
	{
		enum { BLOCKS = 32 };
		struct { unsigned char *ptr; size_t size; unsigned char value; } blocks[BLOCKS] = { };

		bool ok = true;
		auto release = [&] (unsigned i) {
			for (size_t k = 0; k < blocks[i].size; k++)
				ok &= blocks[i].ptr[k] == blocks[i].value;
			if (blocks[i].ptr)
				alloc.free(blocks[i].ptr, blocks[i].size);
			blocks[i].ptr  = nullptr;
			blocks[i].size = 0;
		};
		for (unsigned n = 0; n < rounds; n++) {
			seed = seed*1103515245 + 12345;
			unsigned const i = (seed >> 16) % BLOCKS;
			release(i);

			size_t const size = 1 + (seed >> 8) % max_size;
			void *ptr = nullptr;
			if (!alloc.alloc(size, &ptr) || !ptr || (addr_t)ptr % sizeof(long))
				return false;
			blocks[i] = { (unsigned char *)ptr, size, (unsigned char)n };
			memset(ptr, (unsigned char)n, size);
		}
		for (unsigned i = 0; i < BLOCKS; i++)
			release(i);
		return ok;
	}

	void heap()
	{
		size_t const avail = env.ram().avail();
		{
			Heap heap(env.ram(), env.rm());
			test.check("a heap provides blocks of many sizes", exercise(heap, 2000, 3000));
			test.check_equal("a heap knows that all was freed", heap.consumed(), (size_t)0);

			void *large = nullptr;
			test.check("a heap provides large blocks", heap.alloc(700*KIB, &large) && large);
			memset(large, 1, 700*KIB);
			test.check("a large block is consumed", heap.consumed() >= 700*KIB);
			heap.free(large, 700*KIB);

			void *ptr = nullptr;
			test.check("a heap does not need sizes", !heap.need_size_for_free());
			heap.alloc(100, &ptr);
			heap.free(ptr, 0);
			test.check_equal("a block is freed without size", heap.consumed(), (size_t)0);

			heap.quota_limit(64*KIB);
			test.check("a heap respects its quota", !heap.alloc(100*KIB, &ptr));
			test.check_throws<Allocator::Out_of_memory>("exhaustion is an exception of 'new'", [&] {
				struct Big { char data[100*1024]; };
				new (heap) Big; });
			test.check("a heap works after exhaustion", heap.alloc(KIB, &ptr));
			test.check_equal("the limit cannot be below what is in use", heap.quota_limit(1), -1);
		}
		test.check_equal("a heap gives its memory back", env.ram().avail(), avail);
	}

	void sliced_heap()
	{
		size_t const avail = env.ram().avail();
		{
			Sliced_heap heap(env.ram(), env.rm());
			void *a = nullptr, *b = nullptr;
			test.check("a sliced heap allocates", heap.alloc(100, &a) && heap.alloc(5000, &b));
			memset(a, 1, 100);
			memset(b, 2, 5000);
			test.check("each block is a dataspace", env.ram().avail() <= avail - 3*PAGE);
			test.check("a sliced heap does not need sizes", !heap.need_size_for_free());
			heap.free(a, 100);
			test.check("a block is given back at once", heap.consumed() >= 5000 && heap.consumed() < 5000 + 2*PAGE);
			test.check("a sliced heap provides blocks of many sizes", exercise(heap, 60, 9000));
			heap.alloc(200, &a);
		}
		test.check_equal("a sliced heap frees what is left", env.ram().avail(), avail);
	}

	void slab()
	{
		Heap heap(env.ram(), env.rm());
		{
			struct Entry { long a, b, c; };
			Tslab<Entry, 1024> slab(&heap);

			Entry *entries[200];
			bool ok = true;
			for (unsigned i = 0; i < 200; i++) {
				entries[i] = new (slab) Entry { i, i + 1, i + 2 };
				ok &= (addr_t)entries[i] % sizeof(long) == 0;
			}
			for (unsigned i = 0; i < 200; i++)
				ok &= entries[i]->a == (long)i && entries[i]->c == (long)i + 2;
			test.check("a slab provides many entries", ok);
			test.check("a slab consumes memory of its backing store",
			           slab.consumed() >= 200*sizeof(Entry) && heap.consumed() >= slab.consumed());

			for (unsigned i = 0; i < 200; i += 2)
				destroy(slab, entries[i]);
			Entry * const again = new (slab) Entry { -1, -2, -3 };
			bool reused = false;
			for (unsigned i = 0; i < 200; i += 2)
				reused |= again == entries[i];
			test.check("freed entries are used again", reused);

			void *ptr = nullptr;
			test.check("a slab provides entries of its size only", !slab.alloc(2*sizeof(Entry), &ptr));
			destroy(slab, again);
			for (unsigned i = 1; i < 200; i += 2)
				destroy(slab, entries[i]);
		}
		test.check_equal("a slab gives its memory back", heap.consumed(), (size_t)0);

		/* with an initial block */
		static long initial_block[1024/sizeof(long)];
		Slab slab(32, sizeof(initial_block), initial_block, &heap);
		void *ptr = nullptr;
		test.check("a slab begins with its initial block", slab.alloc(32, &ptr)
		        && ptr >= initial_block && ptr < initial_block + sizeof(initial_block)/sizeof(long));
		slab.free(ptr, 32);
	}

	void ranges()
	{
		Heap          heap(env.ram(), env.rm());
		Allocator_avl alloc(&heap);

		test.check_equal("a range is added", alloc.add_range(0x10000, 0x10000), 0);
		alloc.add_range(0x40000, 0x1000);
		test.check_equal("the ranges are available", alloc.avail(), (size_t)0x11000);
		test.check("addresses of ranges are valid", alloc.valid_addr(0x10000) && alloc.valid_addr(0x1ffff)
		        && !alloc.valid_addr(0x20000) && !alloc.valid_addr(0xffff));

		void *ptr = nullptr;
		test.check("an aligned block is found", alloc.alloc_aligned(0x1000, &ptr, 14).ok()
		        && (addr_t)ptr % 0x4000 == 0);
		alloc.free(ptr);

		test.check("a certain address is allocated", alloc.alloc_addr(0x800, 0x12340).ok());
		test.check("it cannot be allocated twice", alloc.alloc_addr(0x10, 0x12400).value
		        == Range_allocator::Alloc_return::RANGE_CONFLICT);
		test.check("an address outside of the ranges is refused", !alloc.alloc_addr(0x10, 0x30000).ok());
		test.check("a block that is larger than all ranges is refused", !alloc.alloc(0x20000, &ptr));
		test.check_equal("the size of a block is known", alloc.size_at((void *)0x12340), (size_t)0x800);

		test.check("a block within bounds is found",
		           alloc.alloc_aligned(0x100, &ptr, 4, 0x18000, 0x18fff).ok()
		        && (addr_t)ptr >= 0x18000 && (addr_t)ptr + 0x100 <= 0x19000);
		alloc.free(ptr);

		alloc.free((void *)0x12340);
		test.check_equal("freed blocks are merged", alloc.avail(), (size_t)0x11000);
		test.check("the whole range can be allocated again", alloc.alloc(0x10000, &ptr)
		        && (addr_t)ptr == 0x10000);
		alloc.free(ptr);

		test.check_equal("a part of a range is removed", alloc.remove_range(0x14000, 0x1000), 0);
		test.check("the removed part is not available", alloc.avail() == 0x10000
		        && !alloc.alloc_addr(0x1000, 0x14000).ok());
	}

	void guard()
	{
		Heap            heap(env.ram(), env.rm());
		Allocator_guard guard(&heap, 4*KIB);
		void *a = nullptr, *b = nullptr;

		test.check("a guard allows what its quota covers", guard.alloc(1*KIB, &a));
		test.check("a guard accounts", guard.consumed() >= 1*KIB && guard.quota() == 4*KIB);
		test.check("a guard refuses what exceeds its quota", !guard.alloc(8*KIB, &b));
		guard.upgrade(16*KIB);
		test.check("a guard can be upgraded", guard.alloc(8*KIB, &b));
		guard.free(a, 1*KIB);
		guard.free(b, 8*KIB);
		test.check_equal("quota returns", guard.consumed(), (size_t)0);
		test.check("quota can be withdrawn", guard.withdraw(20*KIB) && !guard.withdraw(1));
	}

	void synced()
	{
		Heap heap(env.ram(), env.rm());
		Synced_allocator<Heap> synced(env.ram(), env.rm());

		bool ok[3] = { };
		Worker a(env, "a", [&] { ok[0] = exercise(synced, 500, 500, 1); });
		Worker b(env, "b", [&] { ok[1] = exercise(synced, 500, 500, 2); });
		Worker c(env, "c", [&] { ok[2] = exercise(heap,   500, 500, 3); });
		a.join(); b.join(); c.join();
		test.check("threads can share an allocator", ok[0] && ok[1] && ok[2]);
		test.check_equal("nothing is left", synced.consumed(), (size_t)0);
	}

	void round()
	{
		/* the first output opens a session, which is paid from the quota */
		log("allocators");

		heap();
		sliced_heap();
		slab();
		ranges();
		guard();
		synced();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_allocator::Main main(env); }
