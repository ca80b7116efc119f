/*
 * \brief  Heap
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/heap.h>
#include <base/log.h>
#include <util/construct_at.h>
#include <util/misc_math.h>

using namespace Genode;


/**************************
 ** Heap::Metadata_store **
 **************************/

bool Heap::Metadata_store::alloc(size_t size, void **out_addr)
{
	size_t const ds_size = (sizeof(Dataspace) + size + 4095) & ~4095UL;
	if (ds_size < size)
		return false;

	Ram_dataspace_capability cap  { };
	void                    *addr = nullptr;

	if (!heap._new_dataspace(ds_size, cap, &addr))
		return false;

	*out_addr = construct_at<Dataspace>(addr, cap, addr, ds_size, false) + 1;
	used += ds_size;
	return true;
}


void Heap::Metadata_store::free(void *addr, size_t)
{
	Dataspace * const ds = (Dataspace *)addr - 1;

	Ram_dataspace_capability const cap        = ds->cap;
	void                   * const local_addr = ds->local_addr;

	used -= ds->size;
	ds->~Dataspace();
	heap._release(cap, local_addr);
}


/**********
 ** Heap **
 **********/

Heap::Heap(Ram_session *ram, Region_map *rm, size_t quota_limit,
           void *static_addr, size_t static_size)
:
	_ram(ram), _rm(rm), _quota_limit(quota_limit)
{
	if (static_addr)
		_alloc.add_range((addr_t)static_addr, static_size);
}


Heap::~Heap()
{
	/* the list elements are stored within the dataspaces they describe */
	while (Dataspace *ds = _dataspaces.first()) {

		/* free those first that do not hold any meta data */
		for (Dataspace *big = ds; big; big = big->next())
			if (big->big) { ds = big; break; }

		_dataspaces.remove(ds);

		Ram_dataspace_capability const cap  = ds->cap;
		void                   * const addr = ds->local_addr;

		if (!ds->big)
			_alloc.remove_range((addr_t)addr, ds->size);

		ds->~Dataspace();
		_release(cap, addr);
	}
}


int Heap::quota_limit(size_t new_quota_limit)
{
	Lock::Guard guard(_lock);

	if (new_quota_limit < _quota_used)
		return -1;

	_quota_limit = new_quota_limit;
	return 0;
}


void Heap::reassign_resources(Ram_session *ram, Region_map *rm)
{
	Lock::Guard guard(_lock);

	_ram = ram;
	_rm  = rm;
}


bool Heap::_new_dataspace(size_t size, Ram_dataspace_capability &cap, void **addr)
{
	try {
		cap = _ram->alloc(size);
	} catch (Ram_session::Alloc_failed) {
		return false;
	}

	try {
		*addr = _rm->attach(cap);
	} catch (Region_map::Attach_failed) {
		_ram->free(cap);
		return false;
	}
	return true;
}


void Heap::_release(Ram_dataspace_capability cap, void *addr)
{
	_rm->detach(addr);
	_ram->free(cap);
}


bool Heap::_alloc_local(size_t size, void **out_addr)
{
	return _alloc.alloc_aligned(size, out_addr, log2(16)).ok();
}


/*
 * Extend the allocator by a dataspace, which also holds its 'Dataspace' object
 */
bool Heap::_add_chunk(size_t size)
{
	Ram_dataspace_capability cap  { };
	void                    *addr = nullptr;

	if (!_new_dataspace(size, cap, &addr))
		return false;

	size_t const offset = (sizeof(Dataspace) + 15) & ~15UL;

	Dataspace * const ds = construct_at<Dataspace>(addr, cap, addr, size, false);

	if (_alloc.add_range((addr_t)addr + offset, size - offset) != 0) {
		ds->~Dataspace();
		_release(cap, addr);
		return false;
	}
	_dataspaces.insert(ds);
	return true;
}


bool Heap::_alloc_big(size_t size, void **out_addr)
{
	void *object = nullptr;

	if (!_alloc_local(sizeof(Dataspace), &object)) {
		if (!_add_chunk(MIN_CHUNK_SIZE))
			return false;
		if (!_alloc_local(sizeof(Dataspace), &object))
			return false;
	}

	Ram_dataspace_capability cap { };
	if (!_new_dataspace(size, cap, out_addr)) {
		_alloc.free(object, sizeof(Dataspace));
		return false;
	}
	_dataspaces.insert(construct_at<Dataspace>(object, cap, *out_addr, size, true));
	_quota_used += size;
	return true;
}


bool Heap::alloc(size_t size, void **out_addr)
{
	Lock::Guard guard(_lock);

	if (size == 0 || size > _quota_limit - min(_quota_limit, _quota_used))
		return false;

	if (size >= BIG_ALLOCATION_THRESHOLD)
		return _alloc_big((size + 4095) & ~4095UL, out_addr);

	if (!_alloc_local(size, out_addr)) {

		/* leave room for meta data and alignment */
		size_t const needed = size + 1024 + sizeof(Dataspace);
		size_t const chunk  = max((needed + 4095) & ~4095UL, _chunk_size);

		/* if memory is short, try with as little as needed */
		if (!_add_chunk(chunk) && !_add_chunk((needed + 4095) & ~4095UL))
			return false;

		if (!_alloc_local(size, out_addr))
			return false;

		_chunk_size = min(2*_chunk_size, (size_t)MAX_CHUNK_SIZE);
	}
	_quota_used += _alloc.size_at(*out_addr);
	return true;
}


bool Heap::_free_big(void *addr)
{
	for (Dataspace *ds = _dataspaces.first(); ds; ds = ds->next()) {

		if (!ds->big || ds->local_addr != addr)
			continue;

		Ram_dataspace_capability const cap = ds->cap;

		_dataspaces.remove(ds);
		_quota_used -= ds->size;
		ds->~Dataspace();
		_alloc.free(ds, sizeof(Dataspace));
		_release(cap, addr);
		return true;
	}
	return false;
}


void Heap::free(void *addr, size_t)
{
	Lock::Guard guard(_lock);

	if (size_t const size = _alloc.size_at(addr)) {
		_alloc.free(addr, size);
		_quota_used -= size;
		return;
	}

	if (!_free_big(addr))
		warning("heap could not free memory block at ", addr);
}


/*****************
 ** Sliced_heap **
 *****************/

Sliced_heap::~Sliced_heap()
{
	while (Block * const block = _blocks.first())
		free(block->data(), 0);
}


bool Sliced_heap::alloc(size_t size, void **out_addr)
{
	size_t const ds_size = _rounded(size + sizeof(Block));
	if (ds_size < size)
		return false;

	Ram_dataspace_capability ds { };
	void *addr = nullptr;

	try { ds = _ram.alloc(ds_size); }
	catch (Ram_session::Alloc_failed) { return false; }

	try { addr = _rm.attach(ds); }
	catch (Region_map::Attach_failed) {
		_ram.free(ds);
		return false;
	}

	Block * const block = new (Construct_place { addr }) Block(ds, ds_size);

	Lock::Guard guard(_lock);
	_blocks.insert(block);
	_consumed += ds_size;
	*out_addr = block->data();
	return true;
}


void Sliced_heap::free(void *addr, size_t)
{
	Block * const block = Block::from_data(addr);
	{
		Lock::Guard guard(_lock);
		_consumed -= block->_size;
		_blocks.remove(block);
	}
	Ram_dataspace_capability const ds = block->_ds;

	block->~Block();
	_rm.detach((void *)block);
	_ram.free(ds);
}
