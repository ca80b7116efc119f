/*
 * \brief  Format strings as log messages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/console.h>
#include <base/log.h>
#include <base/printf.h>


/*
 * Console that holds the lock of the log while it exists
 */
class Genode::Printf_console : public Console
{
	private:

		Log &_log;

		Printf_console(Printf_console const &) = delete;
		Printf_console &operator = (Printf_console const &) = delete;

	protected:

		void _out_char(char c) override { _log._output.out_char(c); }

		void _out_string(char const *str) override {
			_log._output.out_string(str); }

	public:

		explicit Printf_console(Log &log) : _log(log) { _log._lock.lock(); }

		~Printf_console() { _log._lock.unlock(); }
};


void Genode::vprintf(char const *format, va_list list)
{
	Printf_console(Log::log()).vprintf(format, list);
}


void Genode::printf(char const *format, ...)
{
	va_list list;
	va_start(list, format);
	vprintf(format, list);
	va_end(list);
}
