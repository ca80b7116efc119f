/*
 * \brief  Connection to nitpicker
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__NITPICKER_SESSION__CONNECTION_H_
#define _INCLUDE__NITPICKER_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <framebuffer_session/client.h>
#include <input_session/client.h>
#include <nitpicker_session/client.h>

namespace Nitpicker { class Connection; }


class Nitpicker::Connection : public Genode::Connection<Session>, public Session_client
{
	private:

		enum { SESSION_QUOTA = 36*1024 };

		static Session_capability _connect(Genode::Parent &parent, char const *label, bool stay_top)
		{
			return session(parent, "label=\"%s\", ram_quota=%u%s", label, (unsigned)SESSION_QUOTA,
			               stay_top ? ", stay_top=\"yes\"" : "");
		}

		Framebuffer::Session_client _framebuffer { framebuffer_session() };
		Input::Session_client       _input       { input_session() };

		size_t _session_quota = 0;   /* donated for the buffer so far */

	public:

		/**
		 * Constructor
		 *
		 * \param stay_top  keep the views in front of those of others
		 */
		Connection(Genode::Env &env, char const *label = "", bool stay_top = false)
		:
			Genode::Connection<Session>(env, _connect(env.parent(), label, stay_top)),
			Session_client(env.rm(), cap())
		{ }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the environment
		 */
		Connection(char const *label = "", bool stay_top = false)
		:
			Genode::Connection<Session>(_connect(*Genode::env()->parent(), label, stay_top)),
			Session_client(cap())
		{ }

		/**
		 * Define size of the virtual framebuffer, donates what it takes
		 */
		void buffer(Framebuffer::Mode mode, bool use_alpha) override
		{
			size_t const needed = ram_quota(mode, use_alpha);

			if (needed > _session_quota) {
				upgrade_ram(needed - _session_quota);
				_session_quota = needed;
			}
			Session_client::buffer(mode, use_alpha);
		}

		Input::Session       *input()       { return &_input; }
		Framebuffer::Session *framebuffer() { return &_framebuffer; }
};

#endif /* _INCLUDE__NITPICKER_SESSION__CONNECTION_H_ */
