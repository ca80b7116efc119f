/*
 * \brief  Earlier place of base/attached_io_mem_dataspace.h
 *
 * \deprecated
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__ATTACHED_IO_MEM_DATASPACE_H_
#define _INCLUDE__OS__ATTACHED_IO_MEM_DATASPACE_H_

#include <base/attached_io_mem_dataspace.h>

#endif /* _INCLUDE__OS__ATTACHED_IO_MEM_DATASPACE_H_ */
