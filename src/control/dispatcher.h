/*
 * \brief  Execution of one request
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONTROL__DISPATCHER_H_
#define _CONTROL__DISPATCHER_H_

#include <capnp/message.h>

#include <control/channel.h>
#include <control/control.capnp.h>
#include <control/handler.h>

namespace Control { class Dispatcher; }


/**
 * Reply to one request
 */
class Control::Dispatcher
{
	private:

		capnp::MallocMessageBuilder _message { };

		/* gets reports of progress, may be null */
		Channel * const _channel;

		/* whose pages accompany the reply */
		std::optional<Image> _image { };

		bool _malformed = false;

		Protocol::Reply::Builder _reply() { return _message.initRoot<Protocol::Reply>(); }

		void _with_progress(Protocol::Request::Reader, auto const &fn);

		void _execute(Handler &, Message &);
		void _execute(Handler &, Protocol::Request::Reader, std::vector<Host::File> &&);
		void _execute_checkpoint(Handler &, Protocol::Request::Reader);
		void _execute_start(Handler &, Protocol::RestoreRequest::Reader,
		                    std::vector<Host::File> &&);
		void _execute_restore(Handler &, Protocol::Request::Reader,
		                      std::vector<Host::File> &&);

	public:

		/**
		 * Constructor, executes the request
		 *
		 * \param channel  for reports of the progress, as far as the request asks
		 *                 for them
		 *
		 * Whatever the handler throws becomes part of the reply.
		 */
		Dispatcher(Handler &, Message &&, Channel *channel = nullptr);

		/**
		 * Constructor, for the reply to what is no request
		 */
		explicit Dispatcher(Malformed const &);

		/**
		 * Send reply
		 *
		 * \throw Host::System_error
		 */
		void send(Channel &);

		/** Return true if nobody knows what may follow the request */
		bool malformed() const { return _malformed; }
};

#endif /* _CONTROL__DISPATCHER_H_ */
