/*
 * \brief  Numbers by which objects are referred to
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__HANDLE_REGISTRY_H_
#define _INCLUDE__OS__HANDLE_REGISTRY_H_

#include <base/tslab.h>
#include <base/weak_ptr.h>
#include <util/avl_tree.h>

namespace Genode {

	template <typename T>                    class Handle;
	template <typename HANDLE, typename OBJ> class Handle_registry;
}


/**
 * Number that refers to an object of type 'T'
 */
template <typename T>
class Genode::Handle
{
	private:

		static constexpr unsigned INVALID = ~0U;

		unsigned _value = INVALID;

	public:

		typedef T Type;

		/** Constructor of an invalid handle */
		Handle() { }

		Handle(unsigned value) : _value(value) { }

		unsigned value() const { return _value; }
		bool     valid() const { return _value != INVALID; }

		bool operator == (Handle const &other) const { return other._value == _value; }
};


/**
 * Handles along with the objects they refer to
 *
 * \param HANDLE  can be constructed from a number, which 'value' returns
 * \param OBJ     is a 'Weak_object'
 */
template <typename HANDLE, typename OBJ>
class Genode::Handle_registry
{
	private:

		struct Entry : Avl_node<Entry>
		{
			HANDLE        handle;
			Weak_ptr<OBJ> ptr;

			Entry(unsigned value, Weak_ptr<OBJ> ptr) : handle(value), ptr(ptr) { }

			bool higher(Entry *other) { return other->handle.value() > handle.value(); }

			Entry *find(unsigned value)
			{
				if (handle.value() == value)
					return this;

				Entry * const entry = Avl_node<Entry>::child(value > handle.value());
				return entry ? entry->find(value) : nullptr;
			}
		};

		enum { BLOCK_SIZE = 32*sizeof(Entry) };

		Tslab<Entry, BLOCK_SIZE> _slab;
		Avl_tree<Entry>               _entries { };
		unsigned                      _latest = 0;   /* latest number given out */

		Entry *_find(HANDLE handle) const {
			return _entries.first() ? _entries.first()->find(handle.value()) : nullptr; }

		Entry &_lookup(HANDLE handle) const
		{
			if (Entry * const entry = _find(handle))
				return *entry;

			throw Lookup_failed();
		}

		void _free(Entry &entry)
		{
			_entries.remove(&entry);
			destroy(_slab, &entry);
		}

	public:

		class Lookup_failed { };
		class Out_of_memory { };

		/**
		 * Constructor
		 *
		 * \param alloc  allocator of the state of the registry
		 */
		Handle_registry(Allocator &alloc) : _slab(&alloc) { }

		~Handle_registry()
		{
			while (Entry * const entry = _entries.first())
				_free(*entry);
		}

		/**
		 * Let a handle refer to an object
		 *
		 * \param handle  handle to use, which may refer to another object by
		 *                now, a new one if invalid
		 *
		 * \throw Out_of_memory
		 */
		HANDLE &alloc(OBJ &obj, HANDLE handle = HANDLE())
		{
			if (handle.valid())
				if (Entry * const previous = _find(handle))
					_free(*previous);

			unsigned value = handle.value();
			if (!handle.valid())
				do { value = ++_latest; } while (_find(HANDLE(value)));

			try {
				Entry * const entry = new (_slab) Entry(value, obj.weak_ptr());
				_entries.insert(entry);
				return entry->handle;
			}
			catch (Allocator::Out_of_memory) { throw Out_of_memory(); }
		}

		/**
		 * Release handle
		 *
		 * \throw Lookup_failed
		 */
		void free(HANDLE handle) { _free(_lookup(handle)); }

		/**
		 * Return reference to the object
		 *
		 * \throw Lookup_failed
		 */
		Weak_ptr<OBJ> &lookup(HANDLE handle) const { return _lookup(handle).ptr; }

		/**
		 * Return true if the handle refers to the object
		 *
		 * \throw Lookup_failed
		 */
		bool has_handle(OBJ &obj, HANDLE handle) const { return obj.weak_ptr() == _lookup(handle).ptr; }
};

#endif /* _INCLUDE__OS__HANDLE_REGISTRY_H_ */
