/*
 * \brief  RAM dataspace that exists during the lifetime of an object
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__ATTACHED_RAM_DATASPACE_H_
#define _INCLUDE__BASE__ATTACHED_RAM_DATASPACE_H_

#include <base/env.h>
#include <ram_session/ram_session.h>
#include <util/misc_math.h>
#include <util/noncopyable.h>
#include <util/touch.h>

namespace Genode { class Attached_ram_dataspace; }


class Genode::Attached_ram_dataspace : Noncopyable
{
	private:

		size_t                   _size;
		Ram_session             *_ram;
		Region_map              *_rm;
		Ram_dataspace_capability _ds { };
		void                    *_local_addr = nullptr;
		Cache_attribute const    _cached;

		template <typename T>
		static void _exchange(T &a, T &b)
		{
			T const tmp = a;
			a = b;
			b = tmp;
		}

		void _detach_and_free()
		{
			if (_local_addr)
				_rm->detach(_local_addr);

			if (_ds.valid())
				_ram->free(_ds);

			_local_addr = nullptr;
			_ds         = Ram_dataspace_capability();
		}

		void _alloc_and_attach()
		{
			if (!_size)
				return;

			try {
				_ds         = _ram->alloc(_size, _cached);
				_local_addr = _rm->attach(_ds);
			} catch (...) {
				_detach_and_free();
				throw;
			}
		}

	public:

		/**
		 * Constructor
		 *
		 * \param size    size in bytes, may be 0
		 * \param cached  cache attributes
		 *
		 * \throw Ram_session::Alloc_failed
		 * \throw Region_map::Attach_failed
		 */
		Attached_ram_dataspace(Ram_session &ram, Region_map &rm, size_t size,
		                       Cache_attribute cached = CACHED)
		: _size(size), _ram(&ram), _rm(&rm), _cached(cached) { _alloc_and_attach(); }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		Attached_ram_dataspace(Ram_session *ram, size_t size, Cache_attribute cached = CACHED)
		: Attached_ram_dataspace(*ram, *env()->rm_session(), size, cached) { }

		~Attached_ram_dataspace() { _detach_and_free(); }

		Ram_dataspace_capability cap() const { return _ds; }

		/**
		 * Return address at which the dataspace is attached
		 */
		template <typename T>
		T *local_addr() const { return static_cast<T *>(_local_addr); }

		/** Return size in bytes */
		size_t size() const { return _size; }

		/**
		 * Exchange the dataspaces of two objects
		 */
		void swap(Attached_ram_dataspace &other)
		{
			_exchange(_size, other._size);
			_exchange(_ram,  other._ram);
			_exchange(_rm,   other._rm);
			_exchange(_ds,   other._ds);
			_exchange(_local_addr, other._local_addr);
		}

		/**
		 * Replace dataspace by one of another size, the content is lost
		 */
		void realloc(Ram_session *ram, size_t new_size)
		{
			if (new_size < _size)
				return;

			_detach_and_free();
			_size = new_size;
			_ram  = ram;
			_alloc_and_attach();
		}
};

#endif /* _INCLUDE__BASE__ATTACHED_RAM_DATASPACE_H_ */
