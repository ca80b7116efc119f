/*
 * \brief  Attacks by dataspaces, region maps, and quota
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <pd_session/client.h>
#include <ram_session/connection.h>
#include <region_map/client.h>
#include <rm_session/connection.h>

#include "attacks.h"
#include "host_call.h"
#include "probe.h"

using namespace Attack;


namespace {

	bool attach(Region_map &rm, Dataspace_capability ds, size_t size = 0, off_t offset = 0,
	            bool use_addr = false, addr_t addr = 0, bool executable = false)
	{
		try { rm.attach(ds, size, offset, use_addr, addr, executable); return true; }
		catch (Region_map::Attach_failed) { return false; }
	}
}


void Attack::region_map_cycles(Report &report)
{
	Rm_connection rm(report.env);

	enum { CHAIN = 12, SIZE = 1 << 20 };

	Region_map_client chain[CHAIN] {
		Region_map_client(rm.create(SIZE)), Region_map_client(rm.create(SIZE)), Region_map_client(rm.create(SIZE)),
		Region_map_client(rm.create(SIZE)), Region_map_client(rm.create(SIZE)), Region_map_client(rm.create(SIZE)),
		Region_map_client(rm.create(SIZE)), Region_map_client(rm.create(SIZE)), Region_map_client(rm.create(SIZE)),
		Region_map_client(rm.create(SIZE)), Region_map_client(rm.create(SIZE)), Region_map_client(rm.create(SIZE)) };

	for (Region_map_client &map : chain)
		report.expect_refused(!attach(map, map.dataspace()), "region map attached to itself");

	/* the longer the chain, the deeper the cycle that its end would close */
	for (unsigned i = 1; i < CHAIN; i++) {
		if (!attach(chain[i - 1], chain[i].dataspace(), SIZE/2))
			break;
		for (unsigned j = 0; j < i; j++)
			report.expect_refused(!attach(chain[i], chain[j].dataspace(), 4096),
			                      "cycle of ", i - j + 1, " region maps");
	}

	/* the own address space, which is a region map, too */
	Pd_session_client pd(report.env.pd_session_cap());
	Region_map_client address_space(pd.address_space()), stack_area(pd.stack_area());

	report.expect_refused(!attach(address_space, address_space.dataspace(), 4096),
	                      "address space attached to itself");
	report.expect_refused(!attach(stack_area, address_space.dataspace(), 4096, 0, true, 0),
	                      "address space attached to its stack area");

	if (attach(address_space, chain[0].dataspace()))
		report.expect_refused(!attach(chain[1], address_space.dataspace(), 4096),
		                      "address space attached to what it contains");
}


/*
 * Each level refers to the next one many times, which multiplies
 */
void Attack::region_map_expansion(Report &report)
{
	Rm_connection rm(report.env);

	enum { LEVELS = 8, FAN_OUT = 30, SIZE = 1 << 20 };

	Capability<Region_map>   maps[LEVELS];
	Dataspace_capability     spaces[LEVELS];
	Ram_dataspace_capability leaf = report.env.ram().alloc(4096);

	for (unsigned i = 0; i < LEVELS; i++) {
		maps[i]   = rm.create(SIZE);
		spaces[i] = Region_map_client(maps[i]).dataspace();
	}

	auto attach_many = [&] (unsigned outer, unsigned inner) {
		Region_map_client map(maps[outer]);
		for (unsigned n = 0; n < FAN_OUT; n++) {
			bool attached = false;
			for (unsigned retry = 0; retry < 2 && !attached; retry++) {
				attached = attach(map, spaces[inner], 4096);
				if (!attached)
					rm.upgrade_ram(16*1024);
			}
			report.count(!attached);
		} };

	/* from the inside out, then what is at the inside changes */
	for (unsigned i = LEVELS - 1; i > 0; i--)
		attach_many(i - 1, i);

	Region_map_client innermost(maps[LEVELS - 1]);
	report.count(!attach(innermost, leaf, 0, 0, true, 0));

	for (unsigned i = 0; i < LEVELS; i++)
		report.count(!attach(report.env.rm(), spaces[i]));

	innermost.detach((addr_t)0);
	report.count(!attach(innermost, leaf, 0, 0, true, 0));
	report.env.ram().free(leaf);
}


void Attack::attach_arguments(Report &report)
{
	Rm_connection rm(report.env);
	Region_map_client map(rm.create(1 << 20));

	Ram_dataspace_capability const ds    = report.env.ram().alloc(8192);
	Dataspace_capability     const other = map.dataspace();

	Pd_session_client pd(report.env.pd_session_cap());
	Region_map_client address_space(pd.address_space());

	for (u64 const size : EDGES)
		for (u64 const offset : EDGES)
			for (u64 const addr : EDGES)
				for (Region_map *target : { (Region_map *)&map, (Region_map *)&address_space }) {

					Dataspace_capability const candidates[] { ds, other };
					for (Dataspace_capability const &candidate : candidates) {

						bool const attached = attach(*target, candidate, size, (off_t)offset, true, addr, true);

						bool const beyond = target == &map
						                  ? addr >= (1 << 20)
						                  : addr >= 0x700000000000 || addr < 4096;

						report.tries++;
						report.refused += !attached;
						if (attached && (beyond || addr % 4096 || offset % 4096 || offset >= (1 << 20)))
							report.breach("attached at ", Hex(addr), " size ", Hex(size), " offset ", Hex(offset));

						if (attached)
							target->detach(addr);
					}
				}

	for (u64 const size : EDGES) {
		Capability<Region_map> created;
		Rm_session_client session(rm.cap());
		try { created = session.create(size); } catch (Rm_session::Out_of_metadata) { }
		report.count(!created.valid());
		if (created.valid())
			session.destroy(created);
	}

	for (u64 const addr : EDGES)
		map.detach(addr);
}


void Attack::quota_arithmetic(Report &report)
{
	Ram_session_client ram(report.env.ram_session_cap());
	Ram_connection     other(report.env, "other");

	size_t const total = ram.quota();

	for (u64 const size : EDGES) {
		Ram_dataspace_capability ds { };
		try { ds = ram.alloc(size); } catch (Ram_session::Alloc_failed) { }

		report.expect_refused(!ds.valid() || size <= total, "dataspace of ", Hex(size));
		if (ds.valid()) {
			ram.free(ds);
			ram.free(ds);   /* of no effect */
		}
	}

	auto sum = [&] { return ram.quota() + other.quota(); };

	size_t const before = sum();

	for (u64 const amount : EDGES) {
		int const result = ram.transfer_quota(other.cap(), amount);
		report.expect_refused(result != 0 || amount <= total, "transfer of ", Hex(amount));
		report.expect_refused(sum() == before, "quota made out of nothing");
	}

	report.expect_refused(other.ref_account(other.cap()) != 0, "account that refers to itself");
	other.ref_account(report.env.ram_session_cap());

	for (u64 const amount : EDGES)
		for (bool const forth : { true, false }) {
			int const result = forth ? ram.transfer_quota(other.cap(), amount)
			                         : other.transfer_quota(report.env.ram_session_cap(), amount);
			report.count(result != 0);
			report.expect_refused(sum() == before, "quota made out of nothing");
		}

	/* a dataspace freed by a session that does not own it, and an account twice */
	Ram_dataspace_capability const ds = ram.alloc(4096);
	other.free(ds);
	report.expect_refused(Kernel::cap_valid((u32)(unsigned long)ds.local_name()),
	                      "dataspace freed by another session");
	report.expect_refused(other.ref_account(report.env.ram_session_cap()) != 0, "second account");
	ram.free(ds);

	report.expect_refused(ram.used() <= ram.quota(), "more used than granted");
}


/*
 * Memory that somebody else had before comes without content, and memory that
 * was freed cannot be reached anymore
 */
void Attack::recycled_memory(Report &report)
{
	for (unsigned round = 0; round < 40; round++) {

		size_t const size = 4096u << (round % 8);

		Ram_dataspace_capability const ds = report.env.ram().alloc(size);
		char * const addr = report.env.rm().attach(ds);

		for (size_t i = 0; i < size; i += 8) {
			u64 &word = *(u64 *)(addr + i);
			if (i % 4096 == 0)
				report.tries++;
			if (word)
				report.breach("memory with content ", Hex(word));
			else if (i % 4096 == 0)
				report.refused++;
			word = 0x5ec2e7;
		}

		report.env.ram().free(ds);
		report.expect_refused(!readable((unsigned long)addr), "freed memory at ", (void *)addr);
	}
}
