/*
 * \brief  Driver of the benchmarks
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <bench/driver/call_benchmark.h>
#include <bench/driver/capture_benchmark.h>
#include <bench/driver/incremental_benchmark.h>
#include <bench/driver/protection_benchmark.h>
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

		explicit Options(CLI::App &app)
		{
			app.add_flag("--quick", quick, "few repetitions, for a first impression");
			app.add_option("--only", only, "one benchmark, as named while it is measured");
			app.add_option("--build", build, "directory of the build")->required();
			app.add_option("--output", output, "directory of the results")->required();
		}
	};

	bool installed(std::string const &program)
	{
		char const * const path = std::getenv("PATH");

		std::istringstream directories(path ? path : "");
		for (std::string directory; std::getline(directories, directory, ':'); ) {
			std::error_code ignored { };
			if (std::filesystem::exists(std::filesystem::path(directory)/program, ignored))
				return true;
		}
		return false;
	}

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

	bool run_all(Context const &context, std::string const &only, Results &results)
	{
		bool found = false;

		auto succeeds = [&] (std::string const &name, auto const &benchmark) {
			if (!only.empty() && only != name)
				return true;

			found = true;
			return ::succeeds(name.c_str(), context.interruption, benchmark);
		};

		auto capture = [&] (Capture_benchmark::Target const &target) {
			Capture_benchmark(context, target).run(results); };

		bool ok = succeeds("calls", [&] { Call_benchmark(context).run(results); });

		ok &= succeeds("starts", [&] { Start_benchmark(context).run(results); });
		ok &= succeeds("checkpoints of sheep_counter", [&] {
			capture(Capture_benchmark::sheep(context.effort)); });
		ok &= succeeds("checkpoints of 64 MiB", [&] {
			capture(Capture_benchmark::large(context.effort)); });
		ok &= succeeds("incremental checkpoints", [&] { Incremental_benchmark(context).run(results); });
		ok &= succeeds("periodic checkpoints", [&] { Protection_benchmark(context).run(results); });

		if (!found)
			throw std::runtime_error("there is no benchmark '" + only + "'");

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
		                        .interruption = interruption };

		Results    results { };
		bool const ok   = run_all(context, options.only, results);
		auto const path = options.output/"results.json";

		results.write_json(path);

		std::string files = path.string();
		for (auto const &plot : results.write_plots(options.output))
			files += " " + plot.string();

		Cli::print(fmt::format("{}\n{}\ncriu: {}\nresults: {}\n", results.table(), results.phases(),
		                       installed("criu") ? "installed, not compared yet"
		                                         : "not installed, skipped", files));
		return ok ? EXIT_SUCCESS : EXIT_FAILURE;
	}
}


int main(int argc, char **argv)
{
	Interruption interruption { };

	/* must exist before any other thread */
	Host::Termination termination { };

	termination.handle([&] { interruption.request(); });

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
