/*
 * \brief  Connection to the Rtcr service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__RTCR_SESSION__CONNECTION_H_
#define _INCLUDE__RTCR_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <rtcr_session/client.h>

namespace Genode { struct Rtcr_connection; }


struct Genode::Rtcr_connection : Connection<Rtcr_session>, Rtcr_session_client
{
	enum { RAM_QUOTA = 64*1024 };

	/**
	 * Constructor
	 *
	 * \param checkpoint_quota  bytes for the checkpoints that are kept, each of
	 *                          which takes as much as the components use
	 */
	Rtcr_connection(Env &env, size_t checkpoint_quota)
	:
		Connection<Rtcr_session>(env, session(env.parent(), "ram_quota=%lu",
		                                      (unsigned long)(RAM_QUOTA + checkpoint_quota))),
		Rtcr_session_client(cap())
	{ }
};

#endif /* _INCLUDE__RTCR_SESSION__CONNECTION_H_ */
