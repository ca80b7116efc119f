/*
 * \brief  Division of text into tokens
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__TOKEN_H_
#define _INCLUDE__UTIL__TOKEN_H_

#include <util/string.h>

namespace Genode {

	struct Scanner_policy_identifier_with_underline;

	template <typename> class Token;
}


/**
 * Policy for identifiers as of the C language
 */
struct Genode::Scanner_policy_identifier_with_underline
{
	/**
	 * Return true if character can be part of an identifier
	 *
	 * \param c  character
	 * \param i  position of the character within the identifier
	 */
	static bool identifier_char(char c, unsigned i) {
		return is_letter(c) || c == '_' || (i && is_digit(c)); }

	/**
	 * Return true if a string ends behind the next character
	 *
	 * \param s  at least two characters within the string, or its start
	 */
	static bool end_of_quote(char const *s) { return s[0] != '\\' && s[1] == '"'; }
};


/**
 * Reference to a token within a text
 *
 * The text ends at a terminating zero or at the length limit given to the
 * constructor, whichever comes first. Nothing behind this end is ever read.
 *
 * \param SCANNER_POLICY  definition of what constitutes an identifier and, by
 *                        'end_of_quote', the end of a string. Without the
 *                        latter, it is a quotation mark without backslash
 */
template <typename SCANNER_POLICY>
class Genode::Token
{
	public:

		enum Type {
			SINGLECHAR,  /* any character that starts no other token          */
			NUMBER,      /* decimal digits                                    */
			IDENT,       /* identifier                                        */
			STRING,      /* text in quotation marks, see the policy           */
			WHITESPACE,  /* blanks and line breaks                            */
			END          /* end of the text, or quotes that are not closed    */
		};

	private:

		char const *_start;
		size_t      _max_len;
		Type        _type;
		size_t      _len;

		/* count characters accepted by 'fn(char, position)' */
		template <typename FN>
		size_t _count(FN const &fn) const
		{
			size_t i = 0;
			while (i < _max_len && _start[i] && fn(_start[i], i))
				i++;
			return i;
		}

		static bool _ident_char(char c, size_t i)
		{
			/* a huge position must not look like the first one */
			return SCANNER_POLICY::identifier_char(c, (unsigned)min(i, (size_t)~0U));
		}

		/* whether the character at 's[1]' ends a string */
		template <typename POLICY>
		static auto _end_of_quote(char const *s, POLICY *) -> decltype(POLICY::end_of_quote(s)) {
			return POLICY::end_of_quote(s); }

		static bool _end_of_quote(char const *s, ...) {
			return Scanner_policy_identifier_with_underline::end_of_quote(s); }

		/* length of quoted string, or 0 if the closing quote is missing */
		size_t _string_len() const
		{
			bool closed = false;

			size_t const len = _count([&] (char, size_t i) {
				if (closed)
					return false;
				closed = i && _end_of_quote(_start + i - 1, (SCANNER_POLICY *)nullptr);
				return true; });

			return closed ? len : 0;
		}

		/* determine type and length */
		void _scan()
		{
			_type = END;
			_len  = 0;

			if (!_start || !_max_len || !*_start)
				return;

			/*
			 * The policy comes first because it may accept any character, for
			 * example all but '/' for the elements of a path.
			 */
			if (_ident_char(*_start, 0)) {
				_type = IDENT;
				_len  = _count(_ident_char);

			} else if (is_digit(*_start)) {
				_type = NUMBER;
				_len  = _count([] (char c, size_t) { return is_digit(c); });

			} else if (is_whitespace(*_start)) {
				_type = WHITESPACE;
				_len  = _count([] (char c, size_t) { return is_whitespace(c); });

			} else if (*_start == '"') {
				_len  = _string_len();
				_type = _len ? STRING : END;

			} else {
				_type = SINGLECHAR;
				_len  = 1;
			}
		}

	public:

		/**
		 * Constructor
		 *
		 * \param s        start of the text, null for an empty text
		 * \param max_len  maximum length of the text
		 */
		Token(char const *s = nullptr, size_t max_len = ~0UL)
		: _start(s), _max_len(max_len) { _scan(); }

		char  *start() const { return const_cast<char *>(_start); }
		size_t len()   const { return _len; }
		Type   type()  const { return _type; }

		/**
		 * Copy the text of the token to a buffer, truncated if needed
		 *
		 * \param max_len  size of the buffer including the terminating zero
		 */
		void string(char *dst, size_t max_len) const
		{
			if (max_len)
				strncpy(dst, _len ? _start : "", min(_len + 1, max_len));
		}

		/**
		 * Return true unless the type is 'END'
		 */
		bool valid() const { return _len != 0; }

		operator bool () const { return valid(); }

		/**
		 * Return character at the given position within the token, or 0
		 */
		char operator [] (int idx) const {
			return idx >= 0 && (size_t)idx < _len ? _start[idx] : (char)0; }

		/**
		 * Return token that follows this one
		 */
		Token next() const { return Token(_start + _len, _max_len - _len); }

		/**
		 * Return the following token if this one is whitespace, or this one
		 */
		Token eat_whitespace() const { return _type == WHITESPACE ? next() : *this; }
};

#endif /* _INCLUDE__UTIL__TOKEN_H_ */
