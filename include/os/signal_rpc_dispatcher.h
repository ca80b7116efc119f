/*
 * \brief  Signal handler that is executed by an entrypoint
 *
 * \deprecated  use 'Signal_handler' of base/signal.h
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__SIGNAL_RPC_DISPATCHER_H_
#define _INCLUDE__OS__SIGNAL_RPC_DISPATCHER_H_

#include <base/entrypoint.h>
#include <base/signal.h>

#endif /* _INCLUDE__OS__SIGNAL_RPC_DISPATCHER_H_ */
