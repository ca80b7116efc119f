/*
 * \brief  Textual output of typed values
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__OUTPUT_H_
#define _INCLUDE__BASE__OUTPUT_H_

#include <base/stdint.h>

namespace Genode {

	struct Output;
	class  Hex;
	struct Char;

	template <typename> struct Hex_range;
}


/**
 * Sink of characters
 *
 * A value becomes text by a 'print' function that takes an 'Output' as first
 * argument. A type of your own becomes printable by a const method
 * 'void print(Output &) const'.
 */
struct Genode::Output
{
	virtual ~Output() { }

	/**
	 * Output a single character
	 */
	virtual void out_char(char) = 0;

	/**
	 * Output characters up to a terminating zero, or 'n' characters
	 *
	 * The default calls 'out_char' for each character. A null pointer is
	 * shown as "<NULL>".
	 */
	virtual void out_string(char const *str, size_t n = ~0UL);

	/**
	 * Print all arguments, one after the other
	 */
	template <typename... ARGS>
	static void out_args(Output &output, ARGS &&... args) {
		(print(output, args), ...); }
};


namespace Genode {

	/**
	 * Print null-terminated string
	 */
	void print(Output &, char const *);

	/**
	 * A mutable buffer may be meant as string or as address, so that the
	 * caller has to say which, by a 'Cstring' or by a cast to 'void *'
	 */
	void print(Output &, char *) = delete;

	/**
	 * Print pointer as hexadecimal number
	 */
	void print(Output &, void const *);

	/**
	 * Print pointer to an object of any type
	 */
	template <typename T>
	inline void print(Output &output, T *ptr) {
		print(output, (void const *)ptr); }

	/**
	 * Print unsigned integer in decimal notation
	 */
	void print(Output &, unsigned long);
	void print(Output &, unsigned long long);

	inline void print(Output &o, unsigned char  v) { print(o, (unsigned long)v); }
	inline void print(Output &o, unsigned short v) { print(o, (unsigned long)v); }
	inline void print(Output &o, unsigned int   v) { print(o, (unsigned long)v); }

	/**
	 * Print signed integer in decimal notation
	 *
	 * A 'char' is a number, too. Use 'Char' to print it as character.
	 */
	void print(Output &, long);
	void print(Output &, long long);

	inline void print(Output &o, char        v) { print(o, (long)v); }
	inline void print(Output &o, signed char v) { print(o, (long)v); }
	inline void print(Output &o, short       v) { print(o, (long)v); }
	inline void print(Output &o, int         v) { print(o, (long)v); }

	/**
	 * Print 1 or 0
	 */
	inline void print(Output &o, bool v) { print(o, (long)v); }

	/**
	 * Print floating-point number with three (float) or six (double) fractional
	 * digits
	 *
	 * Magnitudes from 2^64 on appear as power-of-two product, "<m>*2^<e>".
	 */
	void print(Output &, float);
	void print(Output &, double);

	/**
	 * Print object via its 'print' method
	 */
	template <typename T>
	inline void print(Output &output, T const &obj) { obj.print(output); }

	/**
	 * Print several arguments, one after the other
	 */
	template <typename T1, typename T2, typename... TAIL>
	inline void print(Output &output, T1 const &v1, T2 &&v2, TAIL &&... tail) {
		Output::out_args(output, v1, v2, tail...); }
}


/**
 * Wrapper for printing an integer in hexadecimal notation
 *
 * Negative values appear in two's complement of the width of their type.
 */
class Genode::Hex
{
	public:

		/**
		 * Whether to put "0x" in front
		 */
		enum Prefix { PREFIX, OMIT_PREFIX };

		/**
		 * Whether to print leading zeros up to the width of the type
		 */
		enum Pad { PAD, NO_PAD };

	private:

		unsigned long long const _value;
		unsigned           const _max_digits;
		Prefix             const _prefix;
		Pad                const _pad;

		template <typename T>
		static constexpr unsigned long long _truncated(T value)
		{
			static_assert(sizeof(T) <= sizeof(unsigned long long),
			              "no integer type that 'Hex' can print");

			return (unsigned long long)value
			     & (~0ULL >> 8*(sizeof(unsigned long long) - sizeof(T)));
		}

	public:

		/**
		 * Constructor
		 *
		 * \param value  value of an integer or enum type
		 */
		template <typename T>
		explicit Hex(T value, Prefix prefix = PREFIX, Pad pad = NO_PAD)
		:
			_value(_truncated(value)), _max_digits(2*sizeof(T)),
			_prefix(prefix), _pad(pad)
		{ }

		void print(Output &) const;
};


/**
 * Wrapper for printing a 'char' as character
 */
struct Genode::Char
{
	char const c;

	explicit Char(char c) : c(c) { }

	void print(Output &output) const { output.out_char(c); }
};


/**
 * Wrapper for printing an address range as "[from,to)"
 *
 * Both bounds are padded, so that consecutive lines align. A range that ends
 * at the limit of the integer type 'T' is shown with an inclusive upper bound.
 */
template <typename T>
struct Genode::Hex_range
{
	T      const base;
	size_t const len;

	Hex_range(T base, size_t len) : base(base), len(len) { }

	void print(Output &output) const
	{
		T    const end       = (T)(base + len);
		bool const inclusive = base && !end;
		T    const to        = inclusive ? (T)(end - 1) : end;

		Output::out_args(output, Char('['),
		                 Hex(base, Hex::OMIT_PREFIX, Hex::PAD), Char(','),
		                 Hex(to,   Hex::OMIT_PREFIX, Hex::PAD),
		                 Char(inclusive ? ']' : ')'));

		if (!inclusive && end < base) Output::out_args(output, " (overflow!)");
		if (len == 0)                 Output::out_args(output, " (empty!)");
	}
};

#endif /* _INCLUDE__BASE__OUTPUT_H_ */
