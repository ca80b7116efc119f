/*
 * \brief  Allocator that can be used by several threads
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__SYNCED_ALLOCATOR_H_
#define _INCLUDE__BASE__SYNCED_ALLOCATOR_H_

#include <base/allocator.h>
#include <base/synced_interface.h>

namespace Genode { template <typename> class Synced_allocator; }


/**
 * Allocator of type 'ALLOC' with all operations serialized by a lock
 */
template <typename ALLOC>
class Genode::Synced_allocator : public Allocator
{
	private:

		mutable Lock                  _lock { };
		mutable ALLOC                 _alloc;
		Synced_interface<ALLOC, Lock> _synced_object;

		Synced_allocator(Synced_allocator const &) = delete;
		Synced_allocator &operator = (Synced_allocator const &) = delete;

	public:

		typedef typename Synced_interface<ALLOC, Lock>::Guard Guard;

		/**
		 * Constructor, passes the arguments to the allocator
		 */
		template <typename... ARGS>
		Synced_allocator(ARGS &&... args)
		: _alloc(args...), _synced_object(_lock, &_alloc) { }

		/**
		 * Take the lock and return smart pointer to the allocator
		 */
		Guard operator () () const { return _synced_object(); }


		/*************************
		 ** Allocator interface **
		 *************************/

		bool alloc(size_t size, void **out_addr) override {
			return _synced_object()->alloc(size, out_addr); }

		void free(void *addr, size_t size) override {
			_synced_object()->free(addr, size); }

		size_t consumed() const override { return _synced_object()->consumed(); }

		size_t overhead(size_t size) const override {
			return _synced_object()->overhead(size); }

		bool need_size_for_free() const override {
			return _synced_object()->need_size_for_free(); }
};

#endif /* _INCLUDE__BASE__SYNCED_ALLOCATOR_H_ */
