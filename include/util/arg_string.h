/*
 * \brief  Access to argument strings
 *
 * An argument string is a list of assignments like "key=value, other="text"".
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__ARG_STRING_H_
#define _INCLUDE__UTIL__ARG_STRING_H_

#include <base/snprintf.h>
#include <base/stdint.h>
#include <util/token.h>

namespace Genode {

	class Arg;
	class Arg_string;
}


/**
 * Argument within an argument string
 */
class Genode::Arg
{
	public:

		typedef Genode::Token<Scanner_policy_identifier_with_underline> Token;

	private:

		friend class Arg_string;

		Token _key;
		Token _value;

		/*
		 * Read integer with optional sign and suffix K, M, or G
		 *
		 * \return  false if the value is no such integer
		 */
		bool _read_integer(unsigned long &magnitude, bool &negative) const;

	public:

		/**
		 * Constructor
		 *
		 * \param t  token of the key, the value is taken from what follows
		 */
		Arg(Token t = Token());

		/**
		 * Return true if the argument exists
		 */
		bool valid() const { return _key.valid(); }

		/**
		 * Return non-negative integer value, or the default value if the
		 * argument does not exist or is no such value
		 *
		 * The suffixes K, M, and G are evaluated.
		 */
		unsigned long ulong_value(unsigned long default_value) const;

		/**
		 * Return integer value, or the default value if the argument does not
		 * exist or is no such value
		 */
		long long_value(long default_value) const;

		/**
		 * Return boolean value, or the default value if the argument does not
		 * exist or is no such value
		 *
		 * The value may be spelled as accepted by 'ascii_to', with or without
		 * quotes, or be an integer, which is true if not zero.
		 */
		bool bool_value(bool default_value) const;

		/**
		 * Return size rounded up to whole pages, 0 if the argument does not exist
		 */
		size_t aligned_size() const { return align_addr(ulong_value(0), 12); }

		/**
		 * Copy name of the key to a buffer of 'dst_len' bytes
		 */
		void key(char *dst, size_t dst_len) const { _key.string(dst, dst_len); }

		/**
		 * Copy text of the value to a buffer, truncated if needed
		 *
		 * \param dst_len         size of buffer including the terminating zero
		 * \param default_string  text to use if the argument does not exist or
		 *                        is neither a word nor a quoted string
		 */
		void string(char *dst, size_t dst_len, char const *default_string) const;
};


/**
 * Operations on argument strings
 *
 * The parameter 'args_len' of the modifying functions is the size of the
 * buffer that holds the argument string, including the terminating zero.
 */
class Genode::Arg_string
{
	private:

		typedef Arg::Token Token;

		/*
		 * Assignment within the argument string
		 */
		struct Entry
		{
			Token key;   /* invalid if there is no such entry       */
			Token next;  /* key of following entry, possibly invalid */
		};

		static Entry _entry(Token key);
		static Entry _find(char const *args, char const *key);

		static bool _add(char *args, size_t args_len, char const *key,
		                 char const *value, bool quoted);

		static bool _set_number(char *args, size_t args_len, char const *key,
		                        unsigned long magnitude, bool negative);

	public:

		/**
		 * Return argument of the given key, which is not valid if the key is
		 * not present
		 */
		static Arg find_arg(char const *args, char const *key);

		/**
		 * Return first argument
		 */
		static Arg first_arg(char const *args) { return Arg(Token(args)); }

		/**
		 * Remove argument if present
		 *
		 * \return  false if called with a null pointer
		 */
		static bool remove_arg(char *args, char const *key);

		/**
		 * Append argument, regardless of whether the key exists already
		 *
		 * \param type  'Token::STRING' for enclosing the value in quotes
		 *
		 * \return  false if the buffer is too small or if the value cannot be
		 *          put in quotes because it contains a quotation mark that is
		 *          not preceded by a backslash, or ends with a backslash. The
		 *          argument string is unchanged in this case.
		 */
		static bool add_arg(char *args, unsigned args_len, char const *key,
		                    char const *value, Token::Type type = Token::IDENT)
		{
			return _add(args, args_len, key, value, type == Token::STRING);
		}

		/**
		 * Set argument to a value that is written without quotes
		 *
		 * \return  false if the argument could not be added, see 'add_arg'. A
		 *          former argument of the same key is lost in this case.
		 */
		static bool set_arg(char *args, unsigned args_len, char const *key,
		                    char const *value)
		{
			return remove_arg(args, key) && add_arg(args, args_len, key, value);
		}

		/**
		 * Set argument to an integer
		 */
		static bool set_arg(char *args, unsigned args_len, char const *key, long value)
		{
			return _set_number(args, args_len, key,
			                   value < 0 ? 0UL - (unsigned long)value
			                             : (unsigned long)value, value < 0);
		}

		static bool set_arg(char *args, unsigned args_len, char const *key, int value) {
			return set_arg(args, args_len, key, (long)value); }

		static bool set_arg(char *args, unsigned args_len, char const *key,
		                    unsigned long value) {
			return _set_number(args, args_len, key, value, false); }

		static bool set_arg(char *args, unsigned args_len, char const *key,
		                    unsigned value) {
			return _set_number(args, args_len, key, value, false); }

		/**
		 * Set argument to a quoted string
		 */
		static bool set_arg_string(char *args, unsigned args_len, char const *key,
		                           char const *value)
		{
			return remove_arg(args, key)
			    && add_arg(args, args_len, key, value, Token::STRING);
		}
};

#endif /* _INCLUDE__UTIL__ARG_STRING_H_ */
