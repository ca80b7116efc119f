/*
 * \brief  Interface of trace policies
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__TRACE__POLICY_H_
#define _INCLUDE__BASE__TRACE__POLICY_H_

#include <base/stdint.h>

namespace Genode {

	class Msgbuf_base;
	class Signal_context;
	class Rpc_object_base;

	namespace Trace { struct Policy_module; }
}


/**
 * Functions that describe events, at the start of a policy's binary
 *
 * Each function but the first writes the description of one event to the given
 * memory, and returns its size in bytes. 'max_event_size' limits the sizes.
 */
struct Genode::Trace::Policy_module
{
	size_t (*max_event_size)  ();
	size_t (*rpc_call)        (char *, char const *rpc_name, Msgbuf_base const &);
	size_t (*rpc_returned)    (char *, char const *rpc_name, Msgbuf_base const &);
	size_t (*rpc_dispatch)    (char *, char const *rpc_name);
	size_t (*rpc_reply)       (char *, char const *rpc_name);
	size_t (*signal_submit)   (char *, unsigned const num);
	size_t (*signal_received) (char *, Signal_context const &, unsigned const num);
};

#endif /* _INCLUDE__BASE__TRACE__POLICY_H_ */
