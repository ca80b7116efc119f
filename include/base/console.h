/*
 * \brief  Output of format strings
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__CONSOLE_H_
#define _INCLUDE__BASE__CONSOLE_H_

#include <stdarg.h>

namespace Genode { class Console; }


/**
 * Character sink that understands format strings
 *
 * The supported directives are %d %i %u %o %x %X %p %c %s and %%, with the
 * flags '-' '+' ' ' '0' '#', a width and a precision (either may be '*'), and
 * the length modifiers hh h l ll z t j. They mean what they mean in C, with
 * these exceptions: a null string prints as "<NULL>", and '%p' always has the
 * prefix "0x". A directive that is not supported is printed as it stands and
 * consumes no argument.
 */
class Genode::Console
{
	protected:

		/**
		 * Output a single character
		 */
		virtual void _out_char(char c) = 0;

		/**
		 * Output null-terminated string
		 *
		 * To be overridden where a string is cheaper than its characters.
		 */
		virtual void _out_string(char const *str);

	private:

		struct Directive;
		class  Arguments;
		class  Format;

		void _out_repeated(char c, unsigned count);
		void _out_text    (Directive const &, char const *str);
		void _out_integer (Directive const &, unsigned long long value, bool negative);
		void _out_directive(Directive const &, Arguments &);

	public:

		virtual ~Console() { }

		/**
		 * Output the arguments as told by the format string
		 */
		void printf(char const *format, ...) __attribute__((format(printf, 2, 3)));

		void vprintf(char const *format, va_list) __attribute__((format(printf, 2, 0)));
};

#endif /* _INCLUDE__BASE__CONSOLE_H_ */
