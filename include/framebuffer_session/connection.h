/*
 * \brief  Connection to a framebuffer service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__FRAMEBUFFER_SESSION__CONNECTION_H_
#define _INCLUDE__FRAMEBUFFER_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <framebuffer_session/client.h>
#include <util/arg_string.h>

namespace Framebuffer { class Connection; }


class Framebuffer::Connection : public Genode::Connection<Session>, public Session_client
{
	private:

		enum { RAM_QUOTA = 8*1024 };

	public:

		/**
		 * Constructor
		 *
		 * \param mode  desired mode, each part may be zero for any
		 */
		Connection(Genode::Env &env, Mode mode)
		:
			Genode::Connection<Session>(env, session(env.parent(),
				"ram_quota=%u, fb_width=%d, fb_height=%d, fb_format=%d",
				(unsigned)RAM_QUOTA, mode.width(), mode.height(), (int)mode.format())),
			Session_client(cap())
		{ }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the environment
		 */
		Connection(unsigned width = 0, unsigned height = 0, Mode::Format format = Mode::INVALID)
		:
			Genode::Connection<Session>(session(
				"ram_quota=%u, fb_width=%u, fb_height=%u, fb_format=%d",
				(unsigned)RAM_QUOTA, width, height, (int)format)),
			Session_client(cap())
		{ }
};

#endif /* _INCLUDE__FRAMEBUFFER_SESSION__CONNECTION_H_ */
