/*
 * \brief  RPC interfaces as cppcheck gets to see them
 *
 * Takes the place of the header of this name, because cppcheck 2.10 does not
 * know '__VA_OPT__' and gives up each file in which it occurs.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__RPC_H_
#define _INCLUDE__BASE__RPC_H_

#define GENODE_RPC(rpc_name, ...)       struct rpc_name;
#define GENODE_RPC_THROW(rpc_name, ...) struct rpc_name;
#define GENODE_RPC_INTERFACE(...)
#define GENODE_RPC_INTERFACE_INHERIT(...)
#define GENODE_TYPE_LIST(...)           void

#endif /* _INCLUDE__BASE__RPC_H_ */
