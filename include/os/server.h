/*
 * \brief  Component written as a server
 *
 * To be used along with the library 'server'.
 *
 * \deprecated  implement the functions of base/component.h
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__SERVER_H_
#define _INCLUDE__OS__SERVER_H_

#include <base/entrypoint.h>
#include <os/signal_rpc_dispatcher.h>
#include <util/volatile_object.h>

namespace Server {

	using namespace Genode;

	/**
	 * Wait for one signal of the initial entrypoint and handle it
	 */
	void wait_and_dispatch_one_signal();


	/*
	 * Functions to be provided by the component
	 */

	/** Return stack size of the initial entrypoint in bytes */
	size_t stack_size();

	/** Return name of the initial entrypoint */
	char const *name();

	/**
	 * Construct the component, executed by the initial entrypoint
	 */
	void construct(Entrypoint &);
}

#endif /* _INCLUDE__OS__SERVER_H_ */
