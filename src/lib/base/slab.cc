/*
 * \brief  Allocator of entries of equal size
 *
 * A block starts with a header, followed by the entries, followed by one byte
 * per entry that tells whether the entry is in use. Each entry starts with one
 * word in front of the memory handed out. While the entry is in use, this word
 * refers to the block. Otherwise, it refers to the next free entry.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>
#include <base/slab.h>
#include <util/construct_at.h>
#include <util/string.h>

using namespace Genode;


/**
 * Access to an entry, which is not necessarily aligned
 */
struct Slab::Entry
{
	char *ptr;

	explicit Entry(void *ptr) : ptr((char *)ptr) { }

	static Entry by_payload(void *addr) {
		return Entry((char *)addr - sizeof(void *)); }

	void *payload() const { return ptr + sizeof(void *); }

	void *link() const
	{
		void *value;
		__builtin_memcpy(&value, ptr, sizeof(value));
		return value;
	}

	void link(void *value) { __builtin_memcpy(ptr, &value, sizeof(value)); }
};


struct Slab::Block
{
	enum State : unsigned char { FREE, USED };

	Slab  *slab;              /* first member, see 'slab_of' */
	Block *next  = nullptr;
	Block *prev  = nullptr;
	size_t avail = 0;         /* number of free entries      */
	void  *free  = nullptr;   /* list of free entries        */

	/*
	 * Return slab of a block, given a pointer that possibly refers to something
	 * else, of any alignment
	 */
	static Slab *slab_of(void const *ptr)
	{
		Slab *result;
		__builtin_memcpy(&result, ptr, sizeof(result));
		return result;
	}

	size_t _stride() const { return slab->_slab_size + sizeof(void *); }

	char *_entries() { return (char *)(this + 1); }

	State *_states() {
		return (State *)(_entries() + slab->_entries_per_block*_stride()); }

	size_t _index(Entry e) { return (size_t)(e.ptr - _entries()) / _stride(); }

	Entry _entry(size_t i) { return Entry(_entries() + i*_stride()); }

	explicit Block(Slab &slab) : slab(&slab)
	{
		/* start with the last entry to hand them out in ascending order */
		for (size_t i = slab._entries_per_block; i--; )
			push(_entry(i));
	}

	void push(Entry e)
	{
		_states()[_index(e)] = FREE;
		e.link(free);
		free = e.ptr;
		avail++;
	}

	Entry pop()
	{
		Entry e(free);

		_states()[_index(e)] = USED;
		free = e.link();
		e.link(this);
		avail--;
		return e;
	}

	/*
	 * Return true if 'e' is an entry of this block and in use
	 */
	bool used(Entry e)
	{
		size_t const offset = (addr_t)e.ptr - (addr_t)_entries();

		return offset < slab->_entries_per_block*_stride()
		    && offset % _stride() == 0
		    && _states()[_index(e)] == USED;
	}

	bool empty() const { return avail == slab->_entries_per_block; }

	void *any_used()
	{
		for (size_t i = 0; i < slab->_entries_per_block; i++)
			if (_states()[i] == USED)
				return _entry(i).payload();

		return nullptr;
	}
};


/**
 * Operations on a circular list of blocks, referred to by its head
 */
struct Slab::Ring
{
	static void insert(Block *&head, Block &b)
	{
		if (head) {
			b.next = head;
			b.prev = head->prev;
			b.prev->next = b.next->prev = &b;
		} else {
			head = b.next = b.prev = &b;
		}
	}

	static void remove(Block *&head, Block &b)
	{
		if (head == &b)
			head = b.next == &b ? nullptr : b.next;

		b.prev->next = b.next;
		b.next->prev = b.prev;
		b.next = b.prev = nullptr;
	}
};


size_t Slab::_entries(size_t slab_size, size_t block_size)
{
	static_assert(sizeof(Block) == overhead_per_block());

	if (block_size < overhead_per_block() || slab_size > block_size)
		return 0;

	return (block_size - overhead_per_block()) / (slab_size + overhead_per_entry());
}


Slab::Slab(size_t slab_size, size_t block_size, void *initial_sb,
           Allocator *backing_store)
:
	_slab_size(slab_size), _block_size(block_size),
	_entries_per_block(_entries(slab_size, block_size)),
	_backing_store(backing_store)
{
	if (initial_sb) {
		if (_entries_per_block)
			_initial_sb = _insert_block(initial_sb);
		return;
	}

	if (_backing_store && !_expand())
		throw Out_of_memory();
}


Slab::~Slab()
{
	while (_full)   _release(*_full);
	while (_usable) _release(*_usable);
}


Slab::Block *Slab::_insert_block(void *ptr)
{
	Block &block = *construct_at<Block>(ptr, *this);

	Ring::insert(_usable, block);

	_num_blocks++;
	_num_empty++;
	_total_avail += block.avail;

	return &block;
}


void Slab::insert_sb(void *ptr)
{
	if (_entries_per_block)
		_insert_block(ptr);
}


bool Slab::_expand()
{
	/* a block without any entry would be of no use */
	if (!_backing_store || !_entries_per_block)
		return false;

	struct Scope
	{
		bool &flag;

		explicit Scope(bool &flag) : flag(flag) { flag = true; }
		~Scope() { flag = false; }

	} scope(_expanding);

	void *ptr = nullptr;
	if (!_backing_store->alloc(_block_size, &ptr))
		return false;

	_insert_block(ptr);
	return true;
}


void Slab::_release(Block &block)
{
	Ring::remove(block.avail ? _usable : _full, block);

	if (block.empty())
		_num_empty--;

	_num_blocks--;
	_total_avail -= block.avail;

	if (&block == _initial_sb)
		_initial_sb = nullptr;
	else if (_backing_store)
		_backing_store->free(&block, _block_size);
}


bool Slab::alloc(size_t size, void **out_addr)
{
	/*
	 * Number of entries left for the backing store when a new block is
	 * requested. An 'Allocator_avl' that provides for its own meta data needs
	 * two entries per allocation.
	 */
	enum { RESERVE = 3 };

	if (size > _slab_size)
		return false;

	if (_total_avail <= RESERVE && !_expanding)
		_expand();

	if (!_usable)
		return false;

	Block &block = *_usable;

	if (block.empty())
		_num_empty--;

	*out_addr = block.pop().payload();
	_total_avail--;

	if (!block.avail) {
		Ring::remove(_usable, block);
		Ring::insert(_full,   block);
	}
	return true;
}


void Slab::_free(void *addr)
{
	if (!addr)
		return;

	/*
	 * The link of an entry that is free already refers to another entry of the
	 * same block or is null. So it is safe to look at the referred-to memory.
	 */
	Entry        entry = Entry::by_payload(addr);
	void * const link  = entry.link();

	if (!link || Block::slab_of(link) != this || !((Block *)link)->used(entry)) {
		error("slab: attempt to free ", addr, ", which is not allocated");
		return;
	}

	Block &block = *(Block *)link;

	if (!block.avail) {
		Ring::remove(_full,   block);
		Ring::insert(_usable, block);
	}

	block.push(entry);
	_total_avail++;

	if (!block.empty())
		return;

	_num_empty++;

	/* keep one empty block at hand */
	if (_num_empty > 1 && &block != _initial_sb && _backing_store)
		_release(block);
}


void Slab::free_empty_blocks()
{
	/* releasing a block may alter the slab, so start over afterwards */
	for (Block *b = _usable; b && _backing_store; ) {

		if (b->empty() && b != _initial_sb) {
			_release(*b);
			b = _usable;
			continue;
		}

		b = b->next == _usable ? nullptr : b->next;
	}
}


void *Slab::any_used_elem()
{
	if (_full)
		return _full->any_used();

	for (Block *b = _usable; b; b = b->next == _usable ? nullptr : b->next)
		if (!b->empty())
			return b->any_used();

	return nullptr;
}


size_t Slab::overhead(size_t) const
{
	return _entries_per_block ? _block_size/_entries_per_block : 0;
}
