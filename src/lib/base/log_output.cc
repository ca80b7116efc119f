/*
 * \brief  Destinations of log messages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>
#include <lib/base/kernel.h>
#include <lib/base/platform_env.h>
#include <log_session/client.h>
#include <util/string.h>

using namespace Genode;


namespace {

	/**
	 * Output that is gathered and written line by line
	 *
	 * \param SIZE  longest text that is written at once
	 */
	template <size_t SIZE>
	struct Line_output : Output
	{
		char     buffer[SIZE + 1];
		unsigned used = 0;

		virtual void write(char const *string, size_t len) = 0;

		void out_char(char c) override
		{
			buffer[used++] = c;

			if (c != '\n' && used < SIZE)
				return;

			buffer[used] = 0;
			write(buffer, used);
			used = 0;
		}
	};

	/*
	 * The session is opened at the first message. If this is not possible, the
	 * messages get lost, the component does not.
	 */
	struct Log_session_output : Line_output<Log_session::MAX_STRING_LEN - 1>
	{
		Log_session_client session {
			reinterpret_cap_cast<Log_session>(
				platform_env().parent()->session("LOG", "ram_quota=8192, label=\"\"", Affinity())) };

		void write(char const *string, size_t) override { session.write(string); }
	};

	struct Kernel_output : Line_output<256>
	{
		void write(char const *string, size_t len) override
		{
			Kernel::Message &message = Kernel::utcb().message;
			memcpy(message.data, string, len);
			message.size = (uint32_t)len;
			Kernel::execute(Kernel::Operation::DEBUG_OUTPUT);
		}
	};
}


Log &Log::log()
{
	static Log_session_output output;
	static Log                log(output);
	return log;
}


Output &Raw::_output()
{
	static Kernel_output output;
	return output;
}
