/*
 * \brief  Memory as it is allocated by means of the global environment
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/allocator_avl.h>
#include <base/heap.h>
#include <base/tslab.h>
#include <cpu_session/connection.h>
#include <dataspace/client.h>
#include <os/attached_ram_dataspace.h>
#include <os/attached_rom_dataspace.h>
#include <pd_session/connection.h>
#include <ram_session/connection.h>
#include <region_map/client.h>
#include <rm_session/connection.h>

#include "parts.h"

using namespace Genode;


static void use_dataspaces()
{
	Ram_dataspace_capability const ds = env()->ram_session()->alloc(5000);

	char * const local = env()->rm_session()->attach(ds);
	strncpy(local + 4999, "x", 2);
	expect(Dataspace_client(ds).size() == 8192 && local[4999] == 'x', "dataspace");

	env()->rm_session()->detach(local);
	env()->ram_session()->free(ds);

	Attached_ram_dataspace ram(env()->ram_session(), 4096);
	ram.local_addr<char>()[0] = 1;

	Attached_rom_dataspace config("config");
	expect(config.is_valid() && config.local_addr<char>()[0] == '<', "ROM module");
}


static void use_region_maps()
{
	Rm_connection     rm;
	Region_map_client sub_rm(rm.create(1024*1024));

	sub_rm.attach_at(env()->ram_session()->alloc(4096), 0x1000);

	char * const local = env()->rm_session()->attach(sub_rm.dataspace());
	local[0x1000] = 7;
	expect(local[0x1000] == 7, "nested region map");
}


static void use_sessions()
{
	Ram_connection ram;
	ram.ref_account(env()->ram_session_cap());
	expect(env()->ram_session()->transfer_quota(ram.cap(), 64*1024) == 0 && ram.avail() >= 64*1024,
	       "quota");

	Cpu_connection cpu("other");
	Pd_connection  pd("other");
	expect(cpu.affinity_space().total() >= 1 && pd.cap().valid(), "sessions");
}


static void use_allocators()
{
	static Heap heap(env()->ram_session(), env()->rm_session());

	struct Object { int a, b; Object(int a) : a(a), b(a) { } };

	Tslab<Object, 4000> slab(&heap);
	Object * const object = new (slab) Object(5);
	expect(object->b == 5, "slab");
	destroy(slab, object);

	Allocator_avl avl(&heap);
	avl.add_range(0x1000, 0x10000);
	void *addr = nullptr;
	expect(avl.alloc_aligned(0x100, &addr, 12).is_ok() && !((addr_t)addr & 0xfff), "aligned range");

	void *block = nullptr;
	expect(env()->heap()->alloc(100, &block), "heap of the environment");
	env()->heap()->free(block, 100);
}


void use_memory()
{
	use_dataspaces();
	use_region_maps();
	use_sessions();
	use_allocators();
}
