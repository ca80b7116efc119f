/*
 * \brief  String utilities
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__STRING_H_
#define _INCLUDE__UTIL__STRING_H_

#include <base/output.h>
#include <base/stdint.h>
#include <util/memory.h>
#include <util/misc_math.h>

namespace Genode {

	class Number_of_bytes;
	class Cstring;
	class Buffer_output;

	template <size_t> class String;
}


/****************************
 ** Null-terminated strings **
 ****************************/

namespace Genode {

	/**
	 * Return length of null-terminated string, 0 for a null pointer
	 */
	inline size_t strlen(char const *s)
	{
		size_t len = 0;
		while (s && s[len]) {
			len++;
			asm volatile ("");
		}
		return len;
	}

	/**
	 * Compare at most 'len' characters of two strings
	 *
	 * \return  0 if equal, or the difference of the first characters that
	 *          differ
	 */
	inline int strcmp(char const *s1, char const *s2, size_t len = ~0UL)
	{
		for (; len; len--, s1++, s2++) {

			if (*s1 != *s2)
				return (unsigned char)*s1 - (unsigned char)*s2;

			if (!*s1)
				break;
		}
		return 0;
	}

	/**
	 * Copy string into a buffer of 'n' bytes, return 'dst'
	 *
	 * In contrast to the C function, the result is always null-terminated,
	 * being truncated if needed, and the rest of the buffer is left as it is.
	 * Nothing is written if 'n' is zero.
	 */
	inline char *strncpy(char *dst, char const *src, size_t n)
	{
		if (!n)
			return dst;

		size_t i = 0;
		for (; i < n - 1 && src[i]; i++)
			dst[i] = src[i];

		dst[i] = 0;
		return dst;
	}

	inline bool is_letter(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

	/**
	 * Return true if character is a decimal or, if 'hex' is true, hexadecimal
	 * digit
	 */
	inline bool is_digit(char c, bool hex = false)
	{
		return (c >= '0' && c <= '9')
		    || (hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
	}

	inline bool is_whitespace(char c) {
		return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

	/**
	 * Return value of digit, or -1 if the character is no digit
	 */
	inline int digit(char c, bool hex = false)
	{
		if (!is_digit(c, hex)) return -1;
		if (c <= '9')          return c - '0';
		if (c <= 'F')          return c - 'A' + 10;
		return c - 'a' + 10;
	}

	/**
	 * Return true if a quotation mark follows that ends a string
	 *
	 * \param s  character in front of the one in question
	 */
	inline bool end_of_quote(char const *s) { return s[0] != '\\' && s[1] == '"'; }

	/**
	 * Unpack a string that is enclosed in quotation marks
	 *
	 * \param src      null-terminated source that starts with '"'
	 * \param dst      destination buffer
	 * \param dst_len  size of the buffer, including the terminating zero
	 *
	 * \return  number of characters in the buffer, or -1 if 'src' does not
	 *          start with a quotation mark or if 'dst_len' is zero
	 *
	 * Each '\"' becomes a '"'. The string ends at the closing quotation mark,
	 * at the end of 'src', or when the buffer is full.
	 */
	int unpack_string(char const *src, char *dst, int dst_len);
}


/********************************
 ** Values from character text **
 ********************************/

namespace Genode {

	/**
	 * Parse magnitude of an integer
	 *
	 * \param base   base of the number system, or 0 for detecting the prefix
	 *               "0x", assuming decimal notation otherwise
	 * \param limit  highest accepted value
	 *
	 * \return  number of consumed characters, or 0 if there is no number or if
	 *          it exceeds the limit, in which case 'result' is left unchanged
	 */
	size_t ascii_to_magnitude(char const *s, unsigned long long &result,
	                          unsigned base, unsigned long long limit);

	/**
	 * Read unsigned integer from string
	 *
	 * \param base  10, 16, or 0 for detecting the prefix "0x"
	 *
	 * \return  number of consumed characters, or 0 if the string does not
	 *          start with a number that fits the result type
	 */
	template <typename T>
	inline size_t ascii_to_unsigned(char const *s, T &result, unsigned base)
	{
		unsigned long long value = 0;

		size_t const len = ascii_to_magnitude(s, value, base, (T)~(T)0);
		if (len)
			result = (T)value;

		return len;
	}

	/**
	 * Read signed integer from string, the sign being optional
	 *
	 * \return  number of consumed characters, or 0 if the string does not
	 *          start with a number that fits the result type
	 */
	template <typename T>
	inline size_t ascii_to_signed(char const *s, T &result)
	{
		bool     const negative = *s == '-';
		unsigned const sign_len = negative || *s == '+';

		unsigned long long const max   = ~0ULL >> (65 - 8*sizeof(T));
		unsigned long long       value = 0;

		size_t const len = ascii_to_magnitude(s + sign_len, value, 0, max + negative);
		if (!len)
			return 0;

		result = (T)(negative ? 0 - value : value);
		return sign_len + len;
	}

	/**
	 * Read value from string
	 *
	 * \return  number of consumed characters, 0 if there is no valid value, in
	 *          which case 'result' is left unchanged
	 */
	size_t ascii_to(char const *s, unsigned char      &result);
	size_t ascii_to(char const *s, unsigned short     &result);
	size_t ascii_to(char const *s, unsigned int       &result);
	size_t ascii_to(char const *s, unsigned long      &result);
	size_t ascii_to(char const *s, unsigned long long &result);
	size_t ascii_to(char const *s, signed char        &result);
	size_t ascii_to(char const *s, short              &result);
	size_t ascii_to(char const *s, int                &result);
	size_t ascii_to(char const *s, long               &result);
	size_t ascii_to(char const *s, long long          &result);

	/**
	 * Read boolean value, given as yes/no, true/false, on/off, or 1/0
	 */
	size_t ascii_to(char const *s, bool &result);

	/**
	 * Read number in decimal notation with optional sign and fraction
	 */
	size_t ascii_to(char const *s, double &result);
	size_t ascii_to(char const *s, float  &result);

	/**
	 * Read number of bytes with an optional suffix K, M, or G
	 */
	size_t ascii_to(char const *s, Number_of_bytes &result);

	/**
	 * Read whole string
	 */
	template <size_t N>
	inline size_t ascii_to(char const *s, String<N> &result);
}


/**
 * Size that is written and read with the suffixes K (2^10), M (2^20), G (2^30)
 */
class Genode::Number_of_bytes
{
	private:

		size_t _n;

	public:

		Number_of_bytes() : _n(0) { }

		Number_of_bytes(size_t n) : _n(n) { }

		operator size_t () const { return _n; }

		/**
		 * Print with the largest suffix that leaves an integer
		 */
		void print(Output &) const;
};


/**
 * Printable reference to a character buffer that need not be terminated
 */
class Genode::Cstring
{
	private:

		char const *_str;
		size_t      _len;

	public:

		/**
		 * Constructor
		 *
		 * \param str  null-terminated string
		 */
		Cstring(char const *str) : _str(str), _len(strlen(str)) { }

		/**
		 * Constructor
		 *
		 * \param max_len  maximum number of characters, a terminating zero in
		 *                 front of this limit ends the string
		 */
		Cstring(char const *str, size_t max_len) : _str(str), _len(0)
		{
			while (str && _len < max_len && str[_len])
				_len++;
		}

		/**
		 * Return number of characters
		 */
		size_t length() const { return _len; }

		void print(Output &out) const { out.out_string(_str, _len); }
};


/**
 * Output into a buffer, what does not fit is dropped
 */
class Genode::Buffer_output : public Output
{
	private:

		char  * const _dst;
		size_t  const _capacity;
		size_t        _len = 0;

		Buffer_output(Buffer_output const &) = delete;
		Buffer_output &operator = (Buffer_output const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \param capacity  size of the buffer, including the terminating zero,
		 *                  must not be zero
		 */
		Buffer_output(char *dst, size_t capacity) : _dst(dst), _capacity(capacity) {
			_dst[0] = 0; }

		void out_char(char c) override
		{
			if (_len + 1 < _capacity) {
				_dst[_len++] = c;
				_dst[_len]   = 0;
			}
		}

		/**
		 * Return number of characters, without the terminating zero
		 */
		size_t length() const { return _len; }
};


/**
 * Buffer that contains a null-terminated string
 *
 * \param CAPACITY  size of the buffer including the terminating zero
 *
 * The object contains no pointer and may thus be passed as message. Because
 * such a message can come from anywhere, 'string' checks the content.
 */
template <Genode::size_t CAPACITY>
class Genode::String
{
	private:

		static_assert(CAPACITY > 0, "no space for the terminating zero");

		char _buf[CAPACITY];

		/* number of characters including the terminating zero */
		size_t _length { 0 };

		void _assign(char const *str)
		{
			strncpy(_buf, str ? str : "", CAPACITY);
			_length = strlen(_buf) + 1;
		}

	public:

		/**
		 * Return size of the buffer
		 */
		static constexpr size_t size()     { return CAPACITY; }
		static constexpr size_t capacity() { return CAPACITY; }

		/**
		 * Constructor of an empty, invalid string
		 */
		String() { _buf[0] = 0; }

		/**
		 * Constructor, concatenates the text of all arguments
		 *
		 * A text that exceeds the capacity is truncated. This has possibly
		 * happened if 'length' equals the capacity.
		 */
		template <typename T, typename... TAIL>
		String(T const &arg, TAIL &&... args)
		{
			Buffer_output output(_buf, CAPACITY);
			Output::out_args(output, arg, args...);
			_length = output.length() + 1;
		}

		/**
		 * Constructor, copies null-terminated string
		 */
		String(char const *str) { _assign(str); }

		/**
		 * Constructor, copies string of other capacity
		 */
		template <size_t N>
		String(String<N> const &other) { _assign(other.string()); }

		/**
		 * Return length of string including the terminating zero, 0 if invalid
		 */
		size_t length() const { return _length; }

		/**
		 * Return true if the buffer contains a null-terminated string
		 */
		bool valid() const {
			return _length && _length <= CAPACITY && _buf[_length - 1] == 0; }

		/**
		 * Return null-terminated string, which is empty if the object is invalid
		 */
		char const *string() const { return valid() ? _buf : ""; }

		bool operator == (char const *other) const {
			return strcmp(string(), other) == 0; }

		bool operator != (char const *other) const { return !(*this == other); }

		template <size_t N>
		bool operator == (String<N> const &other) const {
			return strcmp(string(), other.string()) == 0; }

		template <size_t N>
		bool operator != (String<N> const &other) const { return !(*this == other); }

		/**
		 * Compare lexically
		 */
		template <size_t N>
		bool operator > (String<N> const &other) const {
			return strcmp(string(), other.string()) > 0; }

		void print(Output &out) const { out.out_string(string()); }
};


template <Genode::size_t N>
inline Genode::size_t Genode::ascii_to(char const *s, String<N> &result)
{
	result = String<N>(s);
	return strlen(s);
}

#endif /* _INCLUDE__UTIL__STRING_H_ */
