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
		void                *_local_addr;
		size_t         const _size;

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
		 * A capability that somebody else provided may refer to anything, even
		 * to an object that never answers. Once core has attached it, it is
		 * known to be a dataspace.
		 *
		 * \throw Invalid_dataspace
		 * \throw Region_map::Attach_failed
		 */
		Attached_dataspace(Region_map &rm, Dataspace_capability ds)
		:
			_ds(_checked(ds)), _rm(rm), _local_addr(_rm.attach(_ds)),
			_size(Dataspace_client(_ds).size())
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
