/*
 * \brief  Limitation of the memory taken from an allocator
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__ALLOCATOR_GUARD_H_
#define _INCLUDE__BASE__ALLOCATOR_GUARD_H_

#include <base/allocator.h>
#include <base/log.h>
#include <base/stdint.h>

namespace Genode { class Allocator_guard; }


/**
 * Allocator that passes requests on to another one as long as a quota lasts
 *
 * The overhead of the guarded allocator counts as consumption.
 */
class Genode::Allocator_guard : public Allocator
{
	private:

		Allocator *_allocator;
		size_t     _amount;
		size_t     _consumed = 0;

		Allocator_guard(Allocator_guard const &) = delete;
		Allocator_guard &operator = (Allocator_guard const &) = delete;

		/* costs of a block, saturated instead of wrapped */
		size_t _costs(size_t size) const
		{
			size_t costs;

			return __builtin_add_overflow(size, _allocator->overhead(size), &costs)
			     ? ~0UL : costs;
		}

	public:

		/**
		 * Constructor
		 *
		 * \param amount  quota in bytes
		 */
		Allocator_guard(Allocator *allocator, size_t amount)
		: _allocator(allocator), _amount(amount) { }

		/**
		 * Extend quota
		 */
		void upgrade(size_t additional_amount) { _amount += additional_amount; }

		/**
		 * Consume quota without allocating anything
		 *
		 * \return  false if the quota does not suffice
		 */
		bool withdraw(size_t size)
		{
			if (_amount - _consumed < size)
				return false;

			_consumed += size;
			return true;
		}

		/**
		 * Return quota in bytes
		 */
		size_t quota() const { return _amount; }


		/*************************
		 ** Allocator interface **
		 *************************/

		/**
		 * Allocate block
		 *
		 * \return  false if the quota does not suffice or if the guarded
		 *          allocator fails
		 */
		bool alloc(size_t size, void **out_addr) override
		{
			size_t const costs = _costs(size);

			if (_amount - _consumed < costs) {
				warning("quota exceeded, amount=", _amount, " size=", size,
				        " consumed=", _consumed);
				return false;
			}

			if (!_allocator->alloc(size, out_addr))
				return false;

			_consumed += costs;
			return true;
		}

		/**
		 * Free block
		 *
		 * \param size  size as given at the allocation
		 */
		void free(void *addr, size_t size) override
		{
			_allocator->free(addr, size);

			size_t const costs = _costs(size);

			if (costs > _consumed) {
				error("more quota given back than consumed");
				_consumed = 0;
				return;
			}

			_consumed -= costs;
		}

		/**
		 * Return consumed quota in bytes
		 */
		size_t consumed() const override { return _consumed; }

		size_t overhead(size_t size) const override {
			return _allocator->overhead(size); }

		bool need_size_for_free() const override {
			return _allocator->need_size_for_free(); }
};

#endif /* _INCLUDE__BASE__ALLOCATOR_GUARD_H_ */
