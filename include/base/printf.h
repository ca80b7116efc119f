/*
 * \brief  Log messages by format strings
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__PRINTF_H_
#define _INCLUDE__BASE__PRINTF_H_

#include <stdarg.h>

namespace Genode {

	/**
	 * Write format string to the log
	 *
	 * No line break is added. See 'Console' for the supported directives. New
	 * code should rather use the functions of base/log.h.
	 */
	void printf(char const *format, ...) __attribute__((format(printf, 1, 2)));

	void vprintf(char const *format, va_list) __attribute__((format(printf, 1, 0)));
}

/*
 * Escape sequences that mark the kinds of messages by color, absent in a
 * release build
 */
#ifdef GENODE_RELEASE
#define ESC_LOG
#define ESC_DBG
#define ESC_INF
#define ESC_WRN
#define ESC_ERR
#define ESC_END
#else
#define ESC_LOG "\033[33m"
#define ESC_DBG "\033[33m"
#define ESC_INF "\033[32m"
#define ESC_WRN "\033[34m"
#define ESC_ERR "\033[31m"
#define ESC_END "\033[0m"
#endif /* GENODE_RELEASE */

/**
 * Print message along with the name of the calling function
 *
 * This is meant for debugging and vanishes in a release build.
 */
#ifdef GENODE_RELEASE
#define PDBG(...) do { } while (0)
#else
#define PDBG(fmt, ...) \
	Genode::printf("%s: " ESC_DBG fmt ESC_END "\n", __PRETTY_FUNCTION__ __VA_OPT__(,) __VA_ARGS__)
#endif /* GENODE_RELEASE */

/**
 * Print regular message, status information, warning, or error
 */
#define PLOG(fmt, ...) Genode::printf(ESC_LOG fmt ESC_END "\n" __VA_OPT__(,) __VA_ARGS__)
#define PINF(fmt, ...) Genode::printf(ESC_INF fmt ESC_END "\n" __VA_OPT__(,) __VA_ARGS__)
#define PWRN(fmt, ...) Genode::printf(ESC_WRN fmt ESC_END "\n" __VA_OPT__(,) __VA_ARGS__)
#define PERR(fmt, ...) Genode::printf(ESC_ERR fmt ESC_END "\n" __VA_OPT__(,) __VA_ARGS__)

#endif /* _INCLUDE__BASE__PRINTF_H_ */
