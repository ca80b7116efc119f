/*
 * \brief  Parsing and manipulation of argument strings
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <util/arg_string.h>

using namespace Genode;


/*********
 ** Arg **
 *********/

Arg::Arg(Token t) : _key(t), _value()
{
	for (; t && t[0] != ','; t = t.next().eat_whitespace()) {
		if (t[0] == '=') {
			_value = t.next().eat_whitespace();
			return;
		}
	}
}


bool Arg::_read_integer(unsigned long &magnitude, bool &negative) const
{
	Token t = _value;

	negative = t[0] == '-';
	if (t[0] == '+' || t[0] == '-')
		t = t.next().eat_whitespace();

	if (t.type() != Token::NUMBER)
		return false;

	Number_of_bytes value;
	size_t const len = ascii_to(t.start(), value);

	if (!len)
		return false;

	/* nothing but the next argument may follow, unlike for '12th' or '1.5' */
	Token const rest = Token(t.start() + len).eat_whitespace();
	if (rest.start()[0] && rest[0] != ',')
		return false;

	magnitude = value;
	return true;
}


unsigned long Arg::ulong_value(unsigned long default_value) const
{
	unsigned long value;
	bool          negative;

	return _read_integer(value, negative) && !negative ? value : default_value;
}


long Arg::long_value(long default_value) const
{
	unsigned long value;
	bool          negative;

	unsigned long const max = ~0UL >> 1;

	if (!_read_integer(value, negative) || value > max + negative)
		return default_value;

	return (long)(negative ? 0UL - value : value);
}


bool Arg::bool_value(bool default_value) const
{
	bool result = default_value;

	if (_value.type() == Token::IDENT
	 && ascii_to(_value.start(), result) == _value.len())
		return result;

	if (_value.type() == Token::STRING
	 && ascii_to(_value.start() + 1, result) == _value.len() - 2)
		return result;

	unsigned long value;
	bool          negative;

	return _read_integer(value, negative) ? value != 0 : default_value;
}


void Arg::string(char *dst, size_t dst_len, char const *default_string) const
{
	if (!dst_len)
		return;

	switch (_value.type()) {

	case Token::IDENT:
		_value.string(dst, dst_len);
		return;

	case Token::STRING:
		unpack_string(_value.start(), dst, (int)min(dst_len, (size_t)__INT_MAX__));
		return;

	default:
		strncpy(dst, default_string ? default_string : "", dst_len);
	}
}


/****************
 ** Arg_string **
 ****************/

Arg_string::Entry Arg_string::_entry(Token key)
{
	for (Token t = key; t; t = t.next().eat_whitespace())
		if (t[0] == ',')
			return { key, t.next().eat_whitespace() };

	return { key, Token() };
}


Arg_string::Entry Arg_string::_find(char const *args, char const *key)
{
	size_t const key_len = strlen(key);

	for (Entry e = _entry(Token(args).eat_whitespace()); e.key; e = _entry(e.next))
		if (e.key.type() == Token::IDENT && e.key.len() == key_len
		 && strcmp(e.key.start(), key, key_len) == 0)
			return e;

	return { Token(), Token() };
}


Arg Arg_string::find_arg(char const *args, char const *key)
{
	return args && key ? Arg(_find(args, key).key) : Arg();
}


bool Arg_string::remove_arg(char *args, char const *key)
{
	if (!args || !key)
		return false;

	Entry const entry = _find(args, key);

	if (!entry.key)
		return true;

	char *dst = entry.key.start();

	if (entry.next) {
		memmove(dst, entry.next.start(), strlen(entry.next.start()) + 1);
		return true;
	}

	/* the last argument goes along with the comma that precedes it */
	while (dst > args && (is_whitespace(dst[-1]) || dst[-1] == ','))
		dst--;

	*dst = 0;
	return true;
}


/*
 * Return true if value can be enclosed in quotes such that it is read back
 */
static bool quotable(char const *value)
{
	char prev = 0;
	for (; *value; prev = *value++)
		if (*value == '"' && prev != '\\')
			return false;

	return prev != '\\';
}


bool Arg_string::_add(char *args, size_t args_len, char const *key,
                      char const *value, bool quoted)
{
	if (!args || !key || !value || (quoted && !quotable(value)))
		return false;

	char const *separator = *args  ? ", " : "",
	           *quote     = quoted ? "\"" : "";

	char const *parts[] { separator, key, "=", quote, value, quote };

	size_t const old_len = strlen(args);

	size_t len = old_len;
	for (char const *part : parts)
		len += strlen(part);

	if (len + 1 > args_len)
		return false;

	char *dst = args + old_len;
	for (char const *part : parts) {
		size_t const part_len = strlen(part);
		memcpy(dst, part, part_len);
		dst += part_len;
	}
	*dst = 0;
	return true;
}


bool Arg_string::_set_number(char *args, size_t args_len, char const *key,
                             unsigned long magnitude, bool negative)
{
	String<24> const value(negative ? "-" : "", magnitude);

	return remove_arg(args, key) && _add(args, args_len, key, value.string(), false);
}
