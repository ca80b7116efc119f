/*
 * \brief  Dataspace attached during the lifetime of an object
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__ATTACHED_DATASPACE_H_
#define _INCLUDE__BASE__ATTACHED_DATASPACE_H_

#include <base/env.h>
#include <dataspace/client.h>
#include <util/noncopyable.h>
#include <util/touch.h>

namespace Genode { class Attached_dataspace; }


class Genode::Attached_dataspace : Noncopyable
{
	public:

		/** The dataspace is invalid */
		class Invalid_dataspace { };

	private:

		Dataspace_capability _ds;
		Region_map          &_rm;
		size_t         const _size;
		void                *_local_addr;

		static Dataspace_capability _checked(Dataspace_capability ds)
		{
			if (!ds.valid())
				throw Invalid_dataspace();

			return ds;
		}

	public:

		/**
		 * Constructor
		 *
		 * \throw Invalid_dataspace
		 * \throw Region_map::Attach_failed
		 */
		Attached_dataspace(Region_map &rm, Dataspace_capability ds)
		:
			_ds(_checked(ds)), _rm(rm), _size(Dataspace_client(_ds).size()),
			_local_addr(_rm.attach(_ds))
		{ }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		explicit Attached_dataspace(Dataspace_capability ds)
		: Attached_dataspace(*env()->rm_session(), ds) { }

		~Attached_dataspace() { _rm.detach(_local_addr); }

		Dataspace_capability cap() const { return _ds; }

		/**
		 * Return address at which the dataspace is attached
		 */
		template <typename T> T       *local_addr()       { return static_cast<T *>(_local_addr); }
		template <typename T> T const *local_addr() const { return static_cast<T const *>(_local_addr); }

		/** Return size in bytes */
		size_t size() const { return _size; }
};

#endif /* _INCLUDE__BASE__ATTACHED_DATASPACE_H_ */
