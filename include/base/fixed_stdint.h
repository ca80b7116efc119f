/*
 * \brief  Integer types of fixed width, usable from C and C++
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__FIXED_STDINT_H_
#define _INCLUDE__BASE__FIXED_STDINT_H_

/*
 * The 64-bit types are 'long long' rather than 'long', as on every platform
 * of the framework, so that one set of 'print' overloads fits all of them.
 */
typedef signed char        genode_int8_t;
typedef unsigned char      genode_uint8_t;
typedef signed short       genode_int16_t;
typedef unsigned short     genode_uint16_t;
typedef signed int         genode_int32_t;
typedef unsigned int       genode_uint32_t;
typedef signed long long   genode_int64_t;
typedef unsigned long long genode_uint64_t;

#ifdef __cplusplus
namespace Genode {

	typedef genode_int8_t   int8_t;
	typedef genode_uint8_t  uint8_t;
	typedef genode_int16_t  int16_t;
	typedef genode_uint16_t uint16_t;
	typedef genode_int32_t  int32_t;
	typedef genode_uint32_t uint32_t;
	typedef genode_int64_t  int64_t;
	typedef genode_uint64_t uint64_t;
}
#endif /* __cplusplus */

#endif /* _INCLUDE__BASE__FIXED_STDINT_H_ */
