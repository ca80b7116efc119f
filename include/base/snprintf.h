/*
 * \brief  Output of format strings into a character buffer
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__SNPRINTF_H_
#define _INCLUDE__BASE__SNPRINTF_H_

#include <base/console.h>
#include <base/stdint.h>

namespace Genode {

	class String_console;

	/**
	 * Print format string into character buffer
	 *
	 * \return  number of characters written to 'dst', not counting the
	 *          terminating zero
	 *
	 * The result is always terminated unless 'dst_len' is zero. In contrast to
	 * the C function, the return value never exceeds the buffer.
	 */
	int snprintf(char *dst, size_t dst_len, char const *format, ...)
		__attribute__((format(printf, 3, 4)));
}


/**
 * Console that targets a character buffer
 */
class Genode::String_console : public Console
{
	private:

		char  * const _dst;
		size_t  const _dst_len;
		size_t        _len = 0;

		String_console(String_console const &) = delete;
		String_console &operator = (String_console const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \param dst      destination buffer, always kept null-terminated
		 * \param dst_len  size of the buffer in bytes, including the
		 *                 terminating zero
		 */
		String_console(char *dst, size_t dst_len);

		/**
		 * Return number of characters in the buffer, without terminating zero
		 */
		size_t len() const { return _len; }

		/* Console interface */
		void _out_char(char c) override;
};

#endif /* _INCLUDE__BASE__SNPRINTF_H_ */
