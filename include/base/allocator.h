/*
 * \brief  Interfaces of allocators
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__ALLOCATOR_H_
#define _INCLUDE__BASE__ALLOCATOR_H_

#include <base/exception.h>
#include <base/stdint.h>

namespace Genode {

	struct Deallocator;
	struct Allocator;
	struct Range_allocator;

	template <typename T, typename DEALLOC>
	void destroy(DEALLOC && dealloc, T *obj);
}


/**
 * The part of an allocator that is needed for giving memory back
 */
struct Genode::Deallocator
{
	virtual ~Deallocator() { }

	/**
	 * Free block
	 *
	 * \param size  size as given at the allocation, it may be 0 if
	 *              'need_size_for_free' returns false
	 */
	virtual void free(void *addr, size_t size) = 0;

	/**
	 * Return true if 'free' depends on its size argument
	 *
	 * Such an allocator cannot be used for objects whose exact type is not
	 * known when they are destroyed.
	 */
	virtual bool need_size_for_free() const = 0;
};


/**
 * Source of memory blocks
 */
struct Genode::Allocator : Deallocator
{
	/**
	 * Allocation failed
	 */
	class Out_of_memory : public Exception { };

	virtual ~Allocator() { }

	/**
	 * Allocate block
	 *
	 * \param size      size of the block in bytes
	 * \param out_addr  start of the block, not touched on failure
	 *
	 * \return  true on success
	 */
	virtual bool alloc(size_t size, void **out_addr) = 0;

	/**
	 * Allocate block and return it as pointer to 'T'
	 *
	 * \return  true on success
	 */
	template <typename T>
	bool alloc(size_t size, T **out_addr)
	{
		void *addr = nullptr;

		if (!alloc(size, &addr))
			return false;

		*out_addr = (T *)addr;
		return true;
	}

	/**
	 * Allocate block
	 *
	 * \throw Out_of_memory
	 */
	void *alloc(size_t size)
	{
		void *addr = nullptr;

		if (!alloc(size, &addr))
			throw Out_of_memory();

		return addr;
	}

	/**
	 * Return number of bytes taken from the backing store
	 */
	virtual size_t consumed() const { return 0; }

	/**
	 * Return number of bytes that a block of the given size costs in addition
	 */
	virtual size_t overhead(size_t size) const = 0;

	bool need_size_for_free() const override { return true; }
};


/**
 * Allocator of address ranges, which need not be backed by memory
 */
struct Genode::Range_allocator : Allocator
{
	virtual ~Range_allocator() { }

	/**
	 * Add free address range
	 *
	 * \return  0 on success, or a negative value if the range is empty, wraps
	 *          around, overlaps with a range known already, or if the meta
	 *          data cannot be allocated
	 */
	virtual int add_range(addr_t base, size_t size) = 0;

	/**
	 * Remove address range, parts that are not known are no problem
	 *
	 * \return  0 on success, or a negative value if the range is empty, wraps
	 *          around, contains an allocated block, or if the meta data cannot
	 *          be allocated. Nothing is changed on failure.
	 */
	virtual int remove_range(addr_t base, size_t size) = 0;

	/**
	 * Result of an allocation
	 */
	struct Alloc_return
	{
		enum Value { OK = 0, OUT_OF_METADATA = -1, RANGE_CONFLICT = -2 };

		Value const value;

		Alloc_return(Value value) : value(value) { }

		bool ok()    const { return value == OK; }
		bool error() const { return !ok(); }

		bool is_ok()    const { return ok(); }
		bool is_error() const { return error(); }
	};

	/**
	 * Allocate block
	 *
	 * \param size      size of the block
	 * \param out_addr  start of the block, not touched on failure
	 * \param align     alignment of the block as power of two
	 * \param from, to  lowest and highest address that the block may contain
	 */
	virtual Alloc_return alloc_aligned(size_t size, void **out_addr, int align,
	                                   addr_t from = 0, addr_t to = ~0UL) = 0;

	/**
	 * Allocate block at the given address
	 *
	 * \return  'RANGE_CONFLICT' if the range is not entirely free
	 */
	virtual Alloc_return alloc_addr(size_t size, addr_t addr) = 0;

	/**
	 * Free block
	 *
	 * An address where no allocated block starts is reported and ignored.
	 */
	virtual void free(void *addr) = 0;
	virtual void free(void *addr, size_t size) = 0;

	/**
	 * Return sum of the sizes of all free ranges
	 *
	 * This much may not be available as one block.
	 */
	virtual size_t avail() const = 0;

	/**
	 * Return true if the address lies in a range managed by the allocator
	 */
	virtual bool valid_addr(addr_t addr) const = 0;
};


/**
 * Allocate memory for an object, as used by 'new (alloc) T'
 *
 * \throw Allocator::Out_of_memory
 */
void *operator new    (__SIZE_TYPE__, Genode::Allocator *);
void *operator new [] (__SIZE_TYPE__, Genode::Allocator *);
void *operator new    (__SIZE_TYPE__, Genode::Allocator &);
void *operator new [] (__SIZE_TYPE__, Genode::Allocator &);

/*
 * Called implicitly if the constructor of an object throws an exception, and
 * by 'destroy'. The size of the object being unknown, this works only with
 * deallocators that do not depend on it.
 */
void operator delete    (void *, Genode::Deallocator *);
void operator delete [] (void *, Genode::Deallocator *);
void operator delete    (void *, Genode::Deallocator &);
void operator delete [] (void *, Genode::Deallocator &);

/*
 * Arrays are allocated by 'new []' but given back by 'destroy', like any other
 * object. The compiler must not complain about this.
 */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmismatched-new-delete"

/*
 * The compiler looks for a 'delete' with exactly the arguments of the 'new'.
 */
inline void operator delete (void *ptr, Genode::Allocator *alloc) {
	operator delete (ptr, static_cast<Genode::Deallocator *>(alloc)); }

inline void operator delete [] (void *ptr, Genode::Allocator *alloc) {
	operator delete [] (ptr, static_cast<Genode::Deallocator *>(alloc)); }

inline void operator delete (void *ptr, Genode::Allocator &alloc) {
	operator delete (ptr, static_cast<Genode::Deallocator &>(alloc)); }

inline void operator delete [] (void *ptr, Genode::Allocator &alloc) {
	operator delete [] (ptr, static_cast<Genode::Deallocator &>(alloc)); }


/**
 * Destruct object and free its memory
 *
 * \param dealloc  allocator used for the object, as reference or pointer
 * \param obj      object, null for no effect
 *
 * If the type has virtual methods, the pointer may refer to any base class.
 */
template <typename T, typename DEALLOC>
void Genode::destroy(DEALLOC && dealloc, T *obj)
{
	if (!obj)
		return;

	/* the block starts where the most derived object starts */
	void *block;
	if constexpr (__is_polymorphic(T))
		block = const_cast<void *>(dynamic_cast<void const volatile *>(obj));
	else
		block = const_cast<void *>(static_cast<void const volatile *>(obj));

	obj->~T();

	/* the overloads of the operator cover references and pointers alike */
	operator delete (block, dealloc);
}

#pragma GCC diagnostic pop

#endif /* _INCLUDE__BASE__ALLOCATOR_H_ */
