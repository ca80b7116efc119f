/*
 * \brief  Checks of a conformance test, and their report
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONFORMANCE__TEST_H_
#define _CONFORMANCE__TEST_H_

#include <base/attached_rom_dataspace.h>
#include <base/env.h>
#include <base/log.h>

namespace Conformance {

	using namespace Genode;

	class Test;
}


/**
 * Sequence of checks
 *
 * Each check produces a line of output, and the last line tells the outcome.
 * The lines are the same in each run, so runs can be compared.
 */
class Conformance::Test
{
	private:

		char const    *_name;
		unsigned const _rounds;
		unsigned       _checks = 0;
		unsigned       _failed = 0;

		static unsigned _configured_rounds(Env &env)
		{
			Attached_rom_dataspace config(env, "config");
			return config.xml().attribute_value("rounds", 1U);
		}

		void _count(bool holds)
		{
			_checks++;
			if (!holds)
				_failed++;
		}

	public:

		/**
		 * Constructor
		 *
		 * \param name  name of the test, which is the one of its directory
		 */
		Test(Env &env, char const *name) : _name(name), _rounds(_configured_rounds(env)) { }

		/**
		 * Report if a statement holds
		 *
		 * \return  'holds'
		 */
		bool check(char const *statement, bool holds)
		{
			_count(holds);

			if (holds)
				log("[ok] ", statement);
			else
				error("[failed] ", statement);

			return holds;
		}

		/**
		 * Report if a value is the expected one
		 */
		template <typename T, typename E>
		bool check_equal(char const *statement, T const &value, E const &expected)
		{
			bool const holds = value == expected;

			if (!holds)
				error("expected ", expected, ", got ", value);

			return check(statement, holds);
		}

		/**
		 * Report if a function throws the expected exception
		 */
		template <typename EXCEPTION, typename FN>
		bool check_throws(char const *statement, FN const &fn)
		{
			try { fn(); }
			catch (EXCEPTION const &) { return check(statement, true); }
			catch (...) { error("another exception than expected"); }

			return check(statement, false);
		}

		/**
		 * Execute a function as often as configured, and report the outcome
		 *
		 * \param fn  executes all checks
		 */
		template <typename FN>
		void run(FN const &fn)
		{
			for (unsigned i = 0; i < _rounds; i++)
				fn();

			if (_failed)
				error("conformance ", _name, ": ", _failed, " of ", _checks, " checks failed");
			else
				log("conformance ", _name, ": ", _checks, " checks passed");
		}
};

#endif /* _CONFORMANCE__TEST_H_ */
