/*
 * \brief  Textual representation of the basic types
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/output.h>

using namespace Genode;


namespace {

	/*
	 * Digits of an integer, produced from the least significant one on
	 */
	struct Digits
	{
		enum { MAX = 20 /* digits of 2^64 - 1 in decimal notation */ };

		char     buf[MAX];
		unsigned pos = MAX;

		Digits(unsigned long long value, unsigned base, unsigned min_digits)
		{
			while (value || MAX - pos < min_digits) {
				buf[--pos] = "0123456789abcdef"[value % base];
				value /= base;
			}
		}

		void print(Output &out) const { out.out_string(buf + pos, MAX - pos); }
	};

	void print_decimal(Output &out, unsigned long long value, bool negative)
	{
		if (negative)
			out.out_char('-');

		Digits(value, 10, 1).print(out);
	}

	/*
	 * The number of fractional digits is at most six
	 */
	void print_float(Output &out, double value, unsigned fraction_digits)
	{
		if (value != value) {
			out.out_string("nan");
			return;
		}

		if (__builtin_signbit(value)) {
			out.out_char('-');
			value = -value;
		}

		if (value == __builtin_inf()) {
			out.out_string("inf");
			return;
		}

		/* scale down what exceeds the range of the integer part */
		unsigned exponent = 0;
		for (; value >= 18446744073709551616.0; exponent++)
			value /= 2;

		unsigned long long scale = 1;
		for (unsigned i = 0; i < fraction_digits; i++)
			scale *= 10;

		unsigned long long integer  = (unsigned long long)value;
		unsigned long long fraction =
			(unsigned long long)((value - (double)integer)*(double)scale + 0.5);

		/* rounding may carry into the integer part */
		if (fraction >= scale) {
			fraction -= scale;
			integer++;
		}

		Digits(integer, 10, 1).print(out);
		out.out_char('.');
		Digits(fraction, 10, fraction_digits).print(out);

		if (exponent) {
			out.out_string("*2^");
			Digits(exponent, 10, 1).print(out);
		}
	}

	/*
	 * Magnitude of a possibly most negative number, without signed overflow
	 */
	unsigned long long magnitude(long long value)
	{
		return value < 0 ? 0ULL - (unsigned long long)value
		                 : (unsigned long long)value;
	}
}


void Output::out_string(char const *str, size_t n)
{
	if (!str)
		str = "<NULL>";

	for (; n && *str; n--)
		out_char(*str++);
}


void Genode::print(Output &output, char const *str)
{
	output.out_string(str);
}


void Genode::print(Output &output, void const *ptr)
{
	print(output, Hex((addr_t)ptr));
}


void Genode::print(Output &output, unsigned long value)
{
	print_decimal(output, value, false);
}


void Genode::print(Output &output, unsigned long long value)
{
	print_decimal(output, value, false);
}


void Genode::print(Output &output, long value)
{
	print_decimal(output, magnitude(value), value < 0);
}


void Genode::print(Output &output, long long value)
{
	print_decimal(output, magnitude(value), value < 0);
}


void Genode::print(Output &output, float value)
{
	print_float(output, value, 3);
}


void Genode::print(Output &output, double value)
{
	print_float(output, value, 6);
}


void Hex::print(Output &output) const
{
	if (_prefix == PREFIX)
		output.out_string("0x");

	Digits(_value, 16, _pad == PAD ? _max_digits : 1).print(output);
}
