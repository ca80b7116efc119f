/*
 * \brief  Registers of a device as 'Mmio', attached during the lifetime of an object
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__ATTACHED_MMIO_H_
#define _INCLUDE__OS__ATTACHED_MMIO_H_

#include <base/attached_io_mem_dataspace.h>
#include <util/mmio.h>

namespace Genode { struct Attached_mmio; }


struct Genode::Attached_mmio : Attached_io_mem_dataspace, Mmio
{
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
	Attached_mmio(Env &env, addr_t base, size_t size, bool write_combined = false)
	:
		Attached_io_mem_dataspace(env, base, size, write_combined),
		Mmio((addr_t)local_addr<void>())
	{ }

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	Attached_mmio(addr_t base, size_t size, bool write_combined = false)
	:
		Attached_io_mem_dataspace(base, size, write_combined),
		Mmio((addr_t)local_addr<void>())
	{ }
};

#endif /* _INCLUDE__OS__ATTACHED_MMIO_H_ */
