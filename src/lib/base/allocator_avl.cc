/*
 * \brief  Allocator of address ranges, organized as AVL tree
 *
 * The allocator of the meta data may in turn depend on this allocator. So each
 * operation obtains the blocks that it possibly needs beforehand, and frees
 * blocks not before the tree is in order.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/allocator_avl.h>
#include <base/log.h>
#include <util/misc_math.h>

using namespace Genode;


/***********
 ** Block **
 ***********/

void Allocator_avl_base::Block::recompute()
{
	_max_avail = _used ? 0 : _size;

	if (Block *c = child(LEFT))  _max_avail = max(_max_avail, c->_max_avail);
	if (Block *c = child(RIGHT)) _max_avail = max(_max_avail, c->_max_avail);
}


/**
 * Requirements on a block to be allocated
 */
struct Allocator_avl_base::Fit
{
	size_t size;
	int    align;
	addr_t from;
	addr_t to;

	/*
	 * Find place within a free block
	 *
	 * \return  false if the block is not suitable
	 */
	bool within(Block const &b, addr_t &out_addr) const
	{
		addr_t const lowest = max(b.addr(), from);
		addr_t const start  = align_addr(lowest, align);

		/* no multiple of the alignment above the lowest address */
		if (start < lowest)
			return false;

		addr_t const last = start + size - 1;

		out_addr = start;
		return last >= start && last <= min(b.last(), to);
	}
};


/**
 * Blocks kept ready for an operation, what is left over gets freed at the end
 */
class Allocator_avl_base::Spare_blocks
{
	private:

		enum { MAX = 2 };

		Allocator_avl_base &_alloc;
		void               *_entries[MAX];
		unsigned            _count = 0;

		Spare_blocks(Spare_blocks const &) = delete;
		Spare_blocks &operator = (Spare_blocks const &) = delete;

	public:

		/*
		 * Failing to obtain the blocks is no error as long as nobody needs them
		 */
		Spare_blocks(Allocator_avl_base &alloc, unsigned count) : _alloc(alloc)
		{
			while (_count < count
			    && _alloc._md_alloc().alloc(_alloc._md_entry_size, &_entries[_count]))
				_count++;
		}

		~Spare_blocks()
		{
			while (_count)
				_alloc._md_alloc().free(_entries[--_count], _alloc._md_entry_size);
		}

		unsigned count() const { return _count; }

		Block &take(addr_t addr, size_t size, bool used)
		{
			Block &b = *construct_at<Block>(_entries[--_count], addr, size, used);

			_alloc._reset_metadata(b);
			return b;
		}
};


/**************************
 ** Operations on blocks **
 **************************/

void Allocator_avl_base::_insert(Block &b)
{
	_blocks.insert(&b);

	if (!b.used())
		_avail += b.size();
}


void Allocator_avl_base::_remove(Block &b)
{
	_blocks.remove(&b);

	if (!b.used())
		_avail -= b.size();
}


bool Allocator_avl_base::_remove_if_free(Block *b)
{
	if (!b || b->used())
		return false;

	_remove(*b);
	return true;
}


void Allocator_avl_base::_destroy_block(Block &b)
{
	_reset_metadata(b);

	b.~Block();
	_md_alloc().free(&b, _md_entry_size);
}


/*
 * Return the lowest suitable block of a subtree
 *
 * The recursion is bounded by the height of the tree.
 */
Allocator_avl_base::Block *Allocator_avl_base::_find_fit(Block *b, Fit const &fit)
{
	while (b && b->max_avail() >= fit.size) {

		if (b->addr() > fit.from)
			if (Block *result = _find_fit(b->child(Block::LEFT), fit))
				return result;

		addr_t addr;
		if (!b->used() && fit.within(*b, addr))
			return b;

		if (b->last() >= fit.to)
			return nullptr;

		b = b->child(Block::RIGHT);
	}
	return nullptr;
}


Allocator_avl_base::Block *
Allocator_avl_base::_find_overlap(addr_t first, addr_t last) const
{
	Block *result = nullptr;

	for (Block *b = _blocks.first(); b; ) {

		if (b->last() < first) {
			b = b->child(Block::RIGHT);
			continue;
		}

		if (b->addr() <= last)
			result = b;

		b = b->child(Block::LEFT);
	}
	return result;
}


/*
 * Turn a part of a free block into an allocated one ('used'), or drop it
 *
 * \return  false if the spare blocks do not suffice
 */
bool Allocator_avl_base::_carve(Block &b, addr_t addr, size_t size, bool used,
                                Spare_blocks &spare)
{
	struct Part { addr_t addr; size_t size; bool used; } parts[3];

	unsigned num_parts = 0;

	addr_t const last = addr + size - 1;

	if (b.addr() < addr) parts[num_parts++] = { b.addr(), addr - b.addr(), false };
	if (used)            parts[num_parts++] = { addr, size, true };
	if (last < b.last()) parts[num_parts++] = { last + 1, b.last() - last, false };

	/* the original block is used for one of the parts */
	if (num_parts > spare.count() + 1)
		return false;

	_remove(b);

	for (unsigned i = 1; i < num_parts; i++)
		_insert(spare.take(parts[i].addr, parts[i].size, parts[i].used));

	if (num_parts) {
		b.assign(parts[0].addr, parts[0].size, parts[0].used);
		_insert(b);
	} else {
		_destroy_block(b);
	}
	return true;
}


/******************************
 ** Range-allocator interface **
 ******************************/

int Allocator_avl_base::add_range(addr_t base, size_t size)
{
	if (!_valid_range(base, size))
		return -1;

	Spare_blocks spare(*this, 1);

	addr_t first = base, last = base + size - 1;

	if (_find_overlap(first, last))
		return -2;

	/* merge with adjacent free blocks, keep one of them for the result */
	Block *prev = first      ? _find_by_address(first - 1) : nullptr,
	      *next = last + 1   ? _find_by_address(last  + 1) : nullptr;

	if (prev && prev->used()) prev = nullptr;
	if (next && next->used()) next = nullptr;

	if (!prev && !next) {

		if (!spare.count())
			return -3;

		_insert(spare.take(first, size, false));
		return 0;
	}

	if (prev) { first = prev->addr(); _remove(*prev); }
	if (next) { last  = next->last(); _remove(*next); }

	Block &merged = prev ? *prev : *next;

	merged.assign(first, last - first + 1, false);
	_insert(merged);

	if (prev && next)
		_destroy_block(*next);

	return 0;
}


int Allocator_avl_base::remove_range(addr_t base, size_t size)
{
	if (!_valid_range(base, size))
		return -1;

	Spare_blocks spare(*this, 1);

	addr_t const last = base + size - 1;

	for (addr_t pos = base; Block *b = _find_overlap(pos, last); pos = b->last() + 1) {
		if (b->used())
			return -2;
		if (b->last() >= last)
			break;
	}

	/*
	 * Only a range in the middle of a block splits it. In this case, the range
	 * overlaps with no other block, so that a failure leaves all as it was.
	 */
	while (Block *b = _find_overlap(base, last)) {

		addr_t const from = max(base, b->addr());
		addr_t const to   = min(last, b->last());

		if (!_carve(*b, from, to - from + 1, false, spare))
			return -3;
	}
	return 0;
}


Range_allocator::Alloc_return
Allocator_avl_base::alloc_aligned(size_t size, void **out_addr, int align,
                                  addr_t from, addr_t to)
{
	if (!size || align < 0 || align >= (int)(8*sizeof(addr_t)))
		return Alloc_return::RANGE_CONFLICT;

	Spare_blocks spare(*this, 2);

	Fit const fit { size, align, from, to };

	Block * const b = _find_fit(_blocks.first(), fit);

	addr_t addr = 0;
	if (!b || !fit.within(*b, addr))
		return Alloc_return::RANGE_CONFLICT;

	if (!_carve(*b, addr, size, true, spare))
		return Alloc_return::OUT_OF_METADATA;

	*out_addr = (void *)addr;
	return Alloc_return::OK;
}


Range_allocator::Alloc_return
Allocator_avl_base::alloc_addr(size_t size, addr_t addr)
{
	if (!_valid_range(addr, size))
		return Alloc_return::RANGE_CONFLICT;

	Spare_blocks spare(*this, 2);

	Block * const b = _find_by_address(addr);

	if (!b || b->used() || b->last() < addr + size - 1)
		return Alloc_return::RANGE_CONFLICT;

	if (!_carve(*b, addr, size, true, spare))
		return Alloc_return::OUT_OF_METADATA;

	return Alloc_return::OK;
}


void Allocator_avl_base::free(void *addr)
{
	Block * const b = _find_by_address((addr_t)addr);

	if (!b || !b->used() || b->addr() != (addr_t)addr) {
		error("attempt to free ", addr, ", which is not the start of an "
		      "allocated block");
		return;
	}

	addr_t first = b->addr(), last = b->last();

	Block * const prev = first    ? _find_by_address(first - 1) : nullptr;
	Block * const next = last + 1 ? _find_by_address(last  + 1) : nullptr;

	_remove(*b);

	bool const merge_prev = _remove_if_free(prev),
	           merge_next = _remove_if_free(next);

	if (merge_prev) first = prev->addr();
	if (merge_next) last  = next->last();

	_reset_metadata(*b);

	b->assign(first, last - first + 1, false);
	_insert(*b);

	if (merge_prev) _destroy_block(*prev);
	if (merge_next) _destroy_block(*next);
}


bool Allocator_avl_base::alloc(size_t size, void **out_addr)
{
	return alloc_aligned(size, out_addr, log2(sizeof(addr_t))).ok();
}


bool Allocator_avl_base::valid_addr(addr_t addr) const
{
	return _find_by_address(addr) != nullptr;
}


bool Allocator_avl_base::any_block_addr(addr_t *out_addr)
{
	Block const * const b = _blocks.first();

	*out_addr = b ? b->addr() : 0;
	return b != nullptr;
}


size_t Allocator_avl_base::size_at(void const *addr) const
{
	Block const * const b = _find_by_address((addr_t)addr);

	return b && b->used() ? b->size() : 0;
}


void Allocator_avl_base::print(Output &output) const
{
	_blocks.for_each([&] (Block const &b) {
		Genode::print(output, Hex_range<addr_t>(b.addr(), b.size()),
		              b.used() ? " allocated" : " free", "\n"); });
}


void Allocator_avl_base::_revert_allocations_and_ranges()
{
	while (Block *b = _blocks.first()) {
		_remove(*b);
		_destroy_block(*b);
	}
}
