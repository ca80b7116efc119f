/*
 * \brief  Interpretation of format strings
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/console.h>
#include <base/stdint.h>

using namespace Genode;


/**
 * One conversion as specified between '%' and the conversion character
 */
struct Console::Directive
{
	enum Length { CHAR, SHORT, INT, LONG, LONG_LONG };

	/* limit that keeps a hostile width or precision from blocking for long */
	enum { MAX_COUNT = 1 << 16 };

	bool     left = false, plus = false, space = false, alt = false, zero = false;
	unsigned width         = 0;
	bool     has_precision = false;
	unsigned precision     = 0;
	Length   length        = INT;
	char     conversion    = 0;

	bool is_signed() const { return conversion == 'd' || conversion == 'i'; }

	unsigned base() const
	{
		switch (conversion) {
		case 'x': case 'X': case 'p': return 16;
		case 'o':                     return 8;
		default:                      return 10;
		}
	}

	/*
	 * Return true if the directive can be executed
	 */
	bool supported() const
	{
		switch (conversion) {
		case 'd': case 'i': case 'u': case 'o': case 'x': case 'X':
		case 'p': case 'c': case 's': case '%':
			return true;
		default:
			return false;
		}
	}

	void width_arg(int value)
	{
		left |= value < 0;
		width = clamped(value < 0 ? 0U - (unsigned)value : (unsigned)value);
	}

	void precision_arg(int value)
	{
		/* a negative precision counts as none */
		has_precision = value >= 0;
		precision     = has_precision ? clamped((unsigned)value) : 0;
	}

	static unsigned clamped(unsigned value) {
		return value < MAX_COUNT ? value : (unsigned)MAX_COUNT; }
};


/**
 * Arguments in the order of their consumption
 *
 * A 'va_list' is an array on some platforms and therefore has to be wrapped
 * for being passed by reference.
 */
class Console::Arguments
{
	private:

		va_list _list;

		Arguments(Arguments const &) = delete;
		Arguments &operator = (Arguments const &) = delete;

	public:

		Arguments(va_list list) { va_copy(_list, list); }

		~Arguments() { va_end(_list); }

		int         integer() { return va_arg(_list, int); }
		void const *pointer() { return va_arg(_list, void const *); }
		char const *string()  { return va_arg(_list, char const *); }

		long long signed_value(Directive::Length length)
		{
			switch (length) {
			case Directive::CHAR:      return (signed char)va_arg(_list, int);
			case Directive::SHORT:     return (short)va_arg(_list, int);
			case Directive::INT:       return va_arg(_list, int);
			case Directive::LONG:      return va_arg(_list, long);
			case Directive::LONG_LONG: break;
			}
			return va_arg(_list, long long);
		}

		unsigned long long unsigned_value(Directive::Length length)
		{
			switch (length) {
			case Directive::CHAR:      return (unsigned char)va_arg(_list, int);
			case Directive::SHORT:     return (unsigned short)va_arg(_list, int);
			case Directive::INT:       return va_arg(_list, unsigned);
			case Directive::LONG:      return va_arg(_list, unsigned long);
			case Directive::LONG_LONG: break;
			}
			return va_arg(_list, unsigned long long);
		}
};


/**
 * Cursor in the format string
 */
class Console::Format
{
	private:

		char const *_pos;

		bool _consume(char c)
		{
			if (*_pos != c)
				return false;

			_pos++;
			return true;
		}

		bool _digit() const { return *_pos >= '0' && *_pos <= '9'; }

		int _number()
		{
			unsigned value = 0;
			for (; _digit(); _pos++)
				value = Directive::clamped(value*10 + (unsigned)(*_pos - '0'));

			return (int)value;
		}

		void _parse_flags(Directive &d)
		{
			for (;; _pos++)
				switch (*_pos) {
				case '-': d.left  = true; break;
				case '+': d.plus  = true; break;
				case ' ': d.space = true; break;
				case '#': d.alt   = true; break;
				case '0': d.zero  = true; break;
				default: return;
				}
		}

		void _parse_length(Directive &d)
		{
			if (_consume('h')) {
				d.length = _consume('h') ? Directive::CHAR : Directive::SHORT;
			} else if (_consume('l')) {
				d.length = _consume('l') ? Directive::LONG_LONG : Directive::LONG;
			} else if (_consume('z') || _consume('t') || _consume('j')) {
				d.length = Directive::LONG;
			}
		}

	public:

		explicit Format(char const *format) : _pos(format) { }

		bool        at_end()       const { return *_pos == 0; }
		bool        at_directive() const { return *_pos == '%'; }
		char const *pos()          const { return _pos; }

		char next_char() { return *_pos++; }

		/*
		 * Parse directive, the cursor being at the '%'
		 */
		Directive directive(Arguments &args)
		{
			Directive d { };

			_pos++;
			_parse_flags(d);

			d.width_arg(_consume('*') ? args.integer() : _number());

			if (_consume('.'))
				d.precision_arg(_consume('*') ? args.integer() : _number());

			_parse_length(d);

			/* stay at the terminating zero of a truncated format string */
			if (!at_end())
				d.conversion = next_char();

			return d;
		}
};


void Console::_out_string(char const *str)
{
	if (!str)
		str = "<NULL>";

	while (*str)
		_out_char(*str++);
}


void Console::_out_repeated(char c, unsigned count)
{
	while (count--)
		_out_char(c);
}


void Console::_out_text(Directive const &d, char const *str)
{
	if (!str)
		str = "<NULL>";

	if (!d.width && !d.has_precision) {
		_out_string(str);
		return;
	}

	/* the string may lack a terminating zero behind 'precision' characters */
	unsigned len = 0;
	while ((!d.has_precision || len < d.precision) && str[len])
		len++;

	unsigned const pad = d.width > len ? d.width - len : 0;

	if (!d.left)
		_out_repeated(' ', pad);

	for (unsigned i = 0; i < len; i++)
		_out_char(str[i]);

	if (d.left)
		_out_repeated(' ', pad);
}


void Console::_out_integer(Directive const &d, unsigned long long value, bool negative)
{
	char const *symbols = d.conversion == 'X' ? "0123456789ABCDEF"
	                                          : "0123456789abcdef";

	char prefix[3] { };
	if (d.is_signed()) {
		prefix[0] = negative ? '-' : d.plus ? '+' : d.space ? ' ' : 0;
	} else if (d.conversion == 'p' || (d.alt && value && d.base() == 16)) {
		prefix[0] = '0';
		prefix[1] = d.conversion == 'X' ? 'X' : 'x';
	}

	/* octal numbers take most digits */
	enum { MAX_DIGITS = (8*sizeof(value) + 2)/3 };

	char     digits[MAX_DIGITS];
	unsigned first = MAX_DIGITS;

	for (; value; value /= d.base())
		digits[--first] = symbols[value % d.base()];

	unsigned num_digits = MAX_DIGITS - first;
	unsigned min_digits = d.has_precision ? d.precision : 1;

	/* the alternative form of an octal number starts with a zero */
	if (d.alt && d.base() == 8 && min_digits <= num_digits)
		min_digits = num_digits + 1;

	unsigned zeros = min_digits > num_digits ? min_digits - num_digits : 0;

	unsigned const prefix_len = prefix[0] ? (prefix[1] ? 2 : 1) : 0;
	unsigned const len        = prefix_len + zeros + num_digits;

	unsigned pad = d.width > len ? d.width - len : 0;

	if (d.zero && !d.left && !d.has_precision) {
		zeros += pad;
		pad    = 0;
	}

	if (!d.left) _out_repeated(' ', pad);
	for (unsigned i = 0; i < prefix_len; i++)
		_out_char(prefix[i]);
	_out_repeated('0', zeros);
	for (; first < MAX_DIGITS; first++)
		_out_char(digits[first]);
	if (d.left) _out_repeated(' ', pad);
}


void Console::_out_directive(Directive const &d, Arguments &args)
{
	switch (d.conversion) {

	case 'd':
	case 'i':
		{
			long long const value = args.signed_value(d.length);

			_out_integer(d, value < 0 ? 0ULL - (unsigned long long)value
			                          : (unsigned long long)value, value < 0);
			return;
		}

	case 'u':
	case 'o':
	case 'x':
	case 'X':
		_out_integer(d, args.unsigned_value(d.length), false);
		return;

	case 'p':
		_out_integer(d, (addr_t)args.pointer(), false);
		return;

	case 's':
		_out_text(d, args.string());
		return;

	case 'c':
		{
			/* print even a zero, and ignore the precision */
			unsigned const pad = d.width > 1 ? d.width - 1 : 0;
			char     const c   = (char)args.integer();

			if (!d.left) _out_repeated(' ', pad);
			_out_char(c);
			if (d.left)  _out_repeated(' ', pad);
			return;
		}

	default:
		_out_char('%');
	}
}


void Console::vprintf(char const *format_string, va_list list)
{
	if (!format_string)
		return;

	Arguments args(list);
	Format    format(format_string);

	while (!format.at_end()) {

		if (!format.at_directive()) {
			_out_char(format.next_char());
			continue;
		}

		char const * const start = format.pos();
		Directive    const d     = format.directive(args);

		if (d.supported()) {
			_out_directive(d, args);
			continue;
		}

		for (char const *c = start; c < format.pos(); c++)
			_out_char(*c);
	}
}


void Console::printf(char const *format, ...)
{
	va_list list;
	va_start(list, format);
	vprintf(format, list);
	va_end(list);
}
