/*
 * \brief  Conversion of text to values
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <util/string.h>

using namespace Genode;


size_t Genode::ascii_to_magnitude(char const *s, unsigned long long &result,
                                  unsigned base, unsigned long long limit)
{
	bool   const prefix = s[0] == '0' && (s[1] == 'x' || s[1] == 'X')
	                   && is_digit(s[2], true);
	bool   const hex    = base == 16 || (base == 0 && prefix);
	size_t const start  = hex && prefix ? 2 : 0;

	if (base == 0)
		base = hex ? 16 : 10;

	unsigned long long value = 0;
	size_t             i     = start;

	for (; is_digit(s[i], hex); i++) {

		unsigned const d = (unsigned)digit(s[i], hex);

		if (d >= base)
			break;

		if (value > (limit - d)/base || d > limit)
			return 0;

		value = value*base + d;
	}

	if (i == start)
		return 0;

	result = value;
	return i;
}


size_t Genode::ascii_to(char const *s, unsigned char &result) {
	return ascii_to_unsigned(s, result, 0); }

size_t Genode::ascii_to(char const *s, unsigned short &result) {
	return ascii_to_unsigned(s, result, 0); }

size_t Genode::ascii_to(char const *s, unsigned int &result) {
	return ascii_to_unsigned(s, result, 0); }

size_t Genode::ascii_to(char const *s, unsigned long &result) {
	return ascii_to_unsigned(s, result, 0); }

size_t Genode::ascii_to(char const *s, unsigned long long &result) {
	return ascii_to_unsigned(s, result, 0); }

size_t Genode::ascii_to(char const *s, signed char &result) {
	return ascii_to_signed(s, result); }

size_t Genode::ascii_to(char const *s, short &result) {
	return ascii_to_signed(s, result); }

size_t Genode::ascii_to(char const *s, int &result) {
	return ascii_to_signed(s, result); }

size_t Genode::ascii_to(char const *s, long &result) {
	return ascii_to_signed(s, result); }

size_t Genode::ascii_to(char const *s, long long &result) {
	return ascii_to_signed(s, result); }


size_t Genode::ascii_to(char const *s, bool &result)
{
	static struct { char const *text; bool value; } const spellings[] {
		{ "yes", true  }, { "true",  true  }, { "on",  true  }, { "1", true  },
		{ "no",  false }, { "false", false }, { "off", false }, { "0", false } };

	for (auto const &spelling : spellings) {

		size_t const len = strlen(spelling.text);

		if (strcmp(s, spelling.text, len) == 0) {
			result = spelling.value;
			return len;
		}
	}
	return 0;
}


size_t Genode::ascii_to(char const *s, double &result)
{
	bool   const negative = *s == '-';
	size_t const start    = negative || *s == '+';

	double value      = 0;
	size_t i          = start;
	size_t num_digits = 0;

	for (; is_digit(s[i]); i++, num_digits++)
		value = 10*value + digit(s[i]);

	if (s[i] == '.') {
		double weight = 1;
		for (i++; is_digit(s[i]); i++, num_digits++) {
			weight /= 10;
			value  += weight*digit(s[i]);
		}
	}

	if (!num_digits)
		return 0;

	result = negative ? -value : value;
	return i;
}


size_t Genode::ascii_to(char const *s, float &result)
{
	double value = 0;

	size_t const len = ascii_to(s, value);
	if (len)
		result = (float)value;

	return len;
}


size_t Genode::ascii_to(char const *s, Number_of_bytes &result)
{
	unsigned long value = 0;

	size_t const len = ascii_to_unsigned(s, value, 0);
	if (!len)
		return 0;

	unsigned const shift = s[len] == 'K' ? 10
	                     : s[len] == 'M' ? 20
	                     : s[len] == 'G' ? 30 : 0;

	if (value > (~0UL >> shift))
		return 0;

	result = Number_of_bytes(value << shift);
	return len + (shift != 0);
}


void Number_of_bytes::print(Output &output) const
{
	static struct { unsigned shift; char suffix; } const units[] {
		{ 30, 'G' }, { 20, 'M' }, { 10, 'K' } };

	for (auto const &unit : units) {
		if (_n && (_n & ((1UL << unit.shift) - 1)) == 0) {
			Genode::print(output, _n >> unit.shift, Char(unit.suffix));
			return;
		}
	}
	Genode::print(output, _n);
}


int Genode::unpack_string(char const *src, char *dst, int dst_len)
{
	if (*src != '"' || dst_len < 1)
		return -1;

	int i = 0;
	for (src++; *src && *src != '"' && i < dst_len - 1; ) {

		/* a quotation mark behind a backslash does not end the string */
		if (src[0] == '\\' && src[1] == '"')
			src++;

		dst[i++] = *src++;
	}
	dst[i] = 0;

	return i;
}
