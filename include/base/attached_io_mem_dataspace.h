/*
 * \brief  Registers of a device that are attached during the lifetime of an object
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__ATTACHED_IO_MEM_DATASPACE_H_
#define _INCLUDE__BASE__ATTACHED_IO_MEM_DATASPACE_H_

#include <base/attached_dataspace.h>
#include <io_mem_session/connection.h>

namespace Genode { class Attached_io_mem_dataspace; }


class Genode::Attached_io_mem_dataspace
{
	private:

		Region_map                 &_rm;
		Io_mem_connection           _mmio;
		Io_mem_dataspace_capability _ds;
		addr_t const                _at;

		/* the registers do not necessarily start at the start of a page */
		addr_t _attach(addr_t base)
		{
			if (!_ds.valid())
				throw Attached_dataspace::Invalid_dataspace();

			return (addr_t)_rm.attach(_ds) | (base & (addr_t)4095);
		}

	public:

		/**
		 * Constructor
		 *
		 * \param base            physical address of the registers
		 * \param size            size in bytes
		 * \param write_combined  let the CPU combine write accesses
		 *
		 * \throw Parent::Service_denied
		 * \throw Attached_dataspace::Invalid_dataspace
		 * \throw Region_map::Attach_failed
		 */
		Attached_io_mem_dataspace(Env &env, addr_t base, size_t size,
		                          bool write_combined = false)
		:
			_rm(env.rm()), _mmio(env, base, size, write_combined), _ds(_mmio.dataspace()),
			_at(_attach(base))
		{ }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the environment
		 */
		Attached_io_mem_dataspace(addr_t base, size_t size, bool write_combined = false)
		:
			_rm(*env()->rm_session()), _mmio(base, size, write_combined),
			_ds(_mmio.dataspace()), _at(_attach(base))
		{ }

		~Attached_io_mem_dataspace() { _rm.detach((void *)_at); }

		Io_mem_dataspace_capability cap() { return _ds; }

		/** Return address at which the registers are attached */
		template <typename T>
		T *local_addr() { return (T *)_at; }
};

#endif /* _INCLUDE__BASE__ATTACHED_IO_MEM_DATASPACE_H_ */
