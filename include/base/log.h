/*
 * \brief  Log messages of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__LOG_H_
#define _INCLUDE__BASE__LOG_H_

#include <base/output.h>
#include <base/lock.h>

namespace Genode {

	class Log;
	struct Raw;
	class Printf_console;
}


/**
 * Line-wise output to the log, safe to be used by several threads
 *
 * Each call of 'output' produces one line. Lines of different threads never
 * mix.
 */
class Genode::Log
{
	public:

		enum Type { LOG, WARNING, ERROR };

	private:

		friend class Printf_console;

		Lock    _lock { };
		Output &_output;

		void _acquire(Type);
		void _release();

		/*
		 * Releases the log even if a 'print' method throws
		 */
		struct Line
		{
			Log &log;

			Line(Log &log, Type type) : log(log) { log._acquire(type); }

			~Line() { log._release(); }

			Line(Line const &) = delete;
			Line &operator = (Line const &) = delete;
		};

	public:

		/**
		 * Constructor
		 *
		 * \param output  receives the text, only one thread at a time uses it
		 */
		explicit Log(Output &output) : _output(output) { }

		/**
		 * Print one line that consists of the concatenated arguments
		 */
		template <typename... ARGS>
		void output(Type type, ARGS &&... args)
		{
			Line line(*this, type);
			Output::out_args(_output, args...);
		}

		/**
		 * Return the component's log
		 */
		static Log &log();
};


/**
 * Output that bypasses the log, for diagnostics at the lowest level
 */
struct Genode::Raw
{
	private:

		static void    _acquire();
		static void    _release();
		static Output &_output();

		struct Line
		{
			Line()  { _acquire(); }
			~Line() { _release(); }

			Line(Line const &) = delete;
			Line &operator = (Line const &) = delete;
		};

	public:

		/**
		 * Print one line that consists of the concatenated arguments
		 */
		template <typename... ARGS>
		static void output(ARGS &&... args)
		{
			Line line;
			Output::out_args(_output(), args...);
		}
};


namespace Genode {

	/**
	 * Write 'args' as a regular message to the log
	 */
	template <typename... ARGS>
	void log(ARGS &&... args) { Log::log().output(Log::LOG, args...); }

	/**
	 * Write 'args' as a warning to the log
	 */
	template <typename... ARGS>
	void warning(ARGS &&... args) { Log::log().output(Log::WARNING, args...); }

	/**
	 * Write 'args' as an error message to the log
	 */
	template <typename... ARGS>
	void error(ARGS &&... args) { Log::log().output(Log::ERROR, args...); }

	/**
	 * Write 'args' directly via the kernel
	 *
	 * This is for debugging where no log session can be used. The text has
	 * no label and may mix with the output of others.
	 */
	template <typename... ARGS>
	void raw(ARGS &&... args) { Raw::output(args...); }
}

#endif /* _INCLUDE__BASE__LOG_H_ */
