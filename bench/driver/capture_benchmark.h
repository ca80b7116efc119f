/*
 * \brief  Checkpoint, restore, and rollback of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__CAPTURE_BENCHMARK_H_
#define _BENCH__DRIVER__CAPTURE_BENCHMARK_H_

#include <optional>

#include <bench/driver/context.h>
#include <bench/driver/progress.h>
#include <bench/driver/results.h>
#include <bench/host/memory_copy.h>

namespace Bench { class Capture_benchmark; }


class Bench::Capture_benchmark
{
	public:

		/** Component to be captured, which counts in its log */
		struct Target
		{
			std::string     suffix;      /* of the metrics */
			Scenario::Child child;
			std::string     pattern;     /* of its lines, see 'Progress' */
			unsigned        captures;    /* number of checkpoints */
			bool            large;       /* measure also what needs much memory */

			std::string label() const { return "init -> " + child.name; }
		};

		static Target sheep(Effort const &);
		static Target large(Effort const &);

	private:

		Context               const &_context;
		Target                const &_target;
		std::filesystem::path const  _file;

		System   _system;
		Progress _progress { _system, _target.label(), _target.pattern };

		/* as large as the captured memory, exists from the first capture on */
		std::optional<Memory_copy> _memory_copy { };

		Samples _pause     { }, _checkpoint { }, _restore { };
		Samples _rollback  { }, _rollback_pause { };
		Samples _persisting { };   /* GB/s */
		Samples _copy       { };
		Samples _writing    { };   /* GB/s */

		Phases _pause_phases { }, _checkpoint_phases { }, _restore_phases { }, _rollback_phases { };

		Control::Checkpoint_result _measure_checkpoint();

		void _measure_references(uint64_t bytes);
		void _measure_rollback();
		void _measure_restore();
		void _measure();

	public:

		/**
		 * Constructor, starts a system
		 *
		 * \throw Failure, Interruption::Requested, Host::System_error
		 */
		Capture_benchmark(Context const &, Target const &);

		/**
		 * \throw Failure, Interruption::Requested, Host::System_error, Store::Error
		 */
		void run(Results &);
};

#endif /* _BENCH__DRIVER__CAPTURE_BENCHMARK_H_ */
