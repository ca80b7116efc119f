/*
 * \brief  Driver of the benchmarks
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstdlib>
#include <filesystem>
#include <functional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <bench/driver/call_benchmark.h>
#include <bench/driver/capture_benchmark.h>
#include <bench/driver/cost_benchmark.h>
#include <bench/driver/frequency_benchmark.h>
#include <bench/driver/host_benchmark.h>
#include <bench/driver/incremental_benchmark.h>
#include <bench/driver/pause_benchmark.h>
#include <bench/driver/peer_benchmark.h>
#include <bench/driver/protection_benchmark.h>
#include <bench/driver/scaling_benchmark.h>
#include <bench/driver/start_benchmark.h>
#include <cli/output.h>
#include <host/termination.h>

using namespace Bench;


namespace {

	/* as a shell does for a program that was ended by SIGINT */
	constexpr int INTERRUPTED = 130;

	struct Options
	{
		std::filesystem::path build  { };
		std::filesystem::path output { };
		bool                  quick  { false };
		std::string           only   { };
		Pause_options         pauses { };

		explicit Options(CLI::App &app)
		{
			app.add_flag("--quick", quick, "few repetitions, for a first impression");
			app.add_option("--only", only, "one benchmark, as named while it is measured");
			app.add_option("--checkpoints", pauses.checkpoints, "number for the distribution of pauses")
				->check(CLI::Range(100u, 10'000'000u));
			app.add_option("--max-pause-us", pauses.max_pause_us, "budget for the pauses of that distribution")
				->check(CLI::Range(1u, 3'600'000'000u))->capture_default_str();
			app.add_option("--build", build, "directory of the build")->required();
			app.add_option("--output", output, "directory of the results")->required();
		}
	};

	/**
	 * Execute one benchmark
	 *
	 * \return  false if it failed, which is reported
	 */
	bool succeeds(char const *name, Interruption &interruption, auto const &benchmark)
	{
		Cli::tell(fmt::format("measuring {} ...\n", name));

		try {
			benchmark();
			return true;

		} catch (std::exception const &error) {
			if (interruption.requested())
				throw Interruption::Requested();

			Cli::tell(fmt::format("{}: failed: {}\n", name, error.what()));
			return false;
		}
	}

	struct Benchmark
	{
		char const *name;
		std::function<void (Results &)> run;
	};

	std::vector<Benchmark> benchmarks(Context const &context)
	{
		auto capture = [&context] (Results &results, Capture_benchmark::Target const &target) {
			Capture_benchmark(context, target).run(results); };

		return {
			{ "host",   [&] (Results &r) { Host_benchmark (context).run(r); } },
			{ "calls",  [&] (Results &r) { Call_benchmark (context).run(r); } },
			{ "starts", [&] (Results &r) { Start_benchmark(context).run(r); } },

			{ "checkpoints of sheep_counter", [&context, capture] (Results &r) {
				capture(r, Capture_benchmark::sheep(context.effort)); } },
			{ "checkpoints of 64 MiB", [&context, capture] (Results &r) {
				capture(r, Capture_benchmark::large(context.effort)); } },

			{ "incremental checkpoints", [&] (Results &r) { Incremental_benchmark(context).run(r); } },
			{ "periodic checkpoints",    [&] (Results &r) { Protection_benchmark (context).run(r); } },

			{ "threads",   [&] (Results &r) { Scaling_benchmark   (context).threads  (r); } },
			{ "memory",    [&] (Results &r) { Scaling_benchmark   (context).memory   (r); } },
			{ "restores",  [&] (Results &r) { Scaling_benchmark   (context).restores (r); } },
			{ "frequency", [&] (Results &r) { Frequency_benchmark (context).run      (r); } },
			{ "cost",      [&] (Results &r) { Cost_benchmark      (context).run      (r); } },
			{ "peers",     [&] (Results &r) { Peer_benchmark      (context).run      (r); } },
			{ "pauses",    [&] (Results &r) { Pause_benchmark     (context).run      (r); } },
		};
	}

	bool run_all(Context const &context, std::string const &only, Results &results)
	{
		bool        found = false, ok = true;
		std::string names { };

		for (Benchmark const &benchmark : benchmarks(context)) {

			names += fmt::format("\n  {}", benchmark.name);

			if (only.empty() || only == benchmark.name) {
				found = true;
				ok &= succeeds(benchmark.name, context.interruption, [&] { benchmark.run(results); });
			}
		}

		if (!found)
			throw std::runtime_error("there is no benchmark '" + only + "', but these:" + names);

		return ok;
	}

	int run(Options const &options, Interruption &interruption)
	{
		std::filesystem::create_directories(options.output);

		Workspace const snapshots(options.output);

		Context const context { .build        = options.build,
		                        .effort       = options.quick ? Effort::quick() : Effort::full(),
		                        .cpus         = allowed_cpus(),
		                        .snapshots    = snapshots,
		                        .interruption = interruption,
		                        .pauses       = options.pauses };

		Results    results { };
		auto const path = options.output/"results.json";

		/* what was measured by then is not lost */
		bool ok = false, interrupted = false;
		try { ok = run_all(context, options.only, results); }
		catch (Interruption::Requested) { interrupted = true; }

		results.write_json(path);

		std::string files = path.string();
		for (auto const &plot : results.write_plots(options.output))
			files += " " + plot.string();

		Cli::print(fmt::format("{}\n{}\nresults: {}\n", results.table(), results.phases(), files));
		return interrupted ? INTERRUPTED : ok ? EXIT_SUCCESS : EXIT_FAILURE;
	}
}


int main(int argc, char **argv)
{
	Interruption interruption { };

	/* must exist before any other thread */
	Host::Termination const termination { };

	Host::Termination::Handling const handling(termination, [&] { interruption.request(); });

	CLI::App app("Benchmarks of recap");
	Options  options(app);

	CLI11_PARSE(app, argc, argv);

	try {
		return run(options, interruption);

	} catch (Interruption::Requested) {
		return INTERRUPTED;

	} catch (std::exception const &error) {
		Cli::tell(fmt::format("bench: {}\n", error.what()));
		return EXIT_FAILURE;
	}
}
