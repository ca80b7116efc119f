/*
 * \brief  Report of the progress of a request to its client
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONTROL__PROGRESS_SENDER_H_
#define _CONTROL__PROGRESS_SENDER_H_

#include <chrono>
#include <optional>

#include <control/channel.h>
#include <control/progress.h>

namespace Control { class Progress_sender; }


/**
 * Sender of reports that come before the reply to a request
 *
 * A client that does not take them misses some, and holds up nothing. If the
 * client will send nothing more, be it that it is gone or that it gives up the
 * request, the operation ends.
 */
class Control::Progress_sender
{
	private:

		using Clock = std::chrono::steady_clock;

		static constexpr std::chrono::milliseconds INTERVAL { 50 };

		Channel          &_channel;
		Clock::time_point _next { };

		std::optional<Stage> _stage { };

		Progress_sender(Progress_sender const &) = delete;
		Progress_sender &operator = (Progress_sender const &) = delete;

	public:

		explicit Progress_sender(Channel &channel) : _channel(channel) { }

		/**
		 * Report progress, apart from what comes too soon after the last report
		 * of the same stage
		 *
		 * \throw Request_failed      the client gave up
		 * \throw Host::System_error  the connection is broken
		 */
		void update(Stage, uint64_t done, uint64_t total);
};

#endif /* _CONTROL__PROGRESS_SENDER_H_ */
