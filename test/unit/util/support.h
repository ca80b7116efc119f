/*
 * \brief  Utilities shared by the tests
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TEST__UNIT__UTIL__SUPPORT_H_
#define _TEST__UNIT__UTIL__SUPPORT_H_

#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>

#include <base/allocator.h>
#include <base/output.h>

namespace Util_test {

	using Random = std::mt19937;

	class String_output;
	class Test_allocator;
	class Tight_text;

	/**
	 * Return what was written to the log since the last call
	 */
	std::string take_log();

	/**
	 * Return what was written via 'raw' since the last call
	 */
	std::string take_raw();

	template <typename... ARGS>
	std::string printed(ARGS const &...);
}


/**
 * Output into a string
 */
class Util_test::String_output : public Genode::Output
{
	public:

		std::string text { };

		void out_char(char c) override { text += c; }
};


/**
 * Return the text that 'print' produces for the arguments
 */
template <typename... ARGS>
std::string Util_test::printed(ARGS const &... args)
{
	String_output output;
	Genode::print(output, args...);
	return output.text;
}


/**
 * Allocator that checks how it is used
 *
 * Each block is a 'malloc' block of its own, so that accesses beyond its
 * bounds are found by the address sanitizer.
 */
class Util_test::Test_allocator : public Genode::Allocator
{
	private:

		std::map<void *, std::size_t> _blocks { };

		bool const _need_size;

	public:

		/* number of further allocations that succeed */
		unsigned long credit = ~0UL;

		/* number of calls of 'free' that did not match an allocation */
		unsigned mismatches = 0;

		explicit Test_allocator(bool need_size = false) : _need_size(need_size) { }

		~Test_allocator();

		std::size_t num_blocks() const { return _blocks.size(); }

		/* make the template of the base class visible */
		using Allocator::alloc;

		bool        alloc(std::size_t, void **) override;
		void        free(void *, std::size_t) override;
		std::size_t consumed() const override;
		std::size_t overhead(std::size_t) const override { return 16; }
		bool        need_size_for_free() const override { return _need_size; }
};


/**
 * Copy of a text that is not terminated and ends where its memory ends
 */
class Util_test::Tight_text
{
	private:

		std::size_t             _len;
		std::unique_ptr<char[]> _text;

	public:

		explicit Tight_text(std::string_view text)
		:
			_len(text.size()), _text(new char[_len])
		{
			text.copy(_text.get(), _len);
		}

		char const *start() const { return _text.get(); }
		std::size_t len()   const { return _len; }
};

#endif /* _TEST__UNIT__UTIL__SUPPORT_H_ */
