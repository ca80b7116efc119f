/*
 * \brief  The tool as a whole
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/application.h>

#include <memory>
#include <new>
#include <vector>

#include <fmt/format.h>

#include <cli/command/caps.h>
#include <cli/command/checkpoint.h>
#include <cli/command/completion.h>
#include <cli/command/cost.h>
#include <cli/command/diff.h>
#include <cli/command/doctor.h>
#include <cli/command/export.h>
#include <cli/command/gc.h>
#include <cli/command/graph.h>
#include <cli/command/inspect.h>
#include <cli/command/kill.h>
#include <cli/command/list.h>
#include <cli/command/log.h>
#include <cli/command/manual.h>
#include <cli/command/persist.h>
#include <cli/command/ps.h>
#include <cli/command/report.h>
#include <cli/command/restore.h>
#include <cli/command/rm.h>
#include <cli/command/run.h>
#include <cli/command/sessions.h>
#include <cli/command/stop.h>
#include <cli/command/top.h>
#include <cli/command/verify.h>
#include <cli/failure.h>
#include <cli/output.h>
#include <host/file.h>
#include <host/interruption.h>

using namespace Cli;


namespace {

	class Application
	{
		private:

			CLI::App _app { "Checkpoint/restore of capability-based components", "recap" };

			std::vector<std::unique_ptr<Command>> _commands { };

			template <typename COMMAND>
			void _add(char const *group)
			{
				_commands.push_back(std::make_unique<COMMAND>(_app));
				_commands.back()->group(group);
			}

		public:

			Application()
			{
				_app.set_version_flag("--version", "recap " RECAP_VERSION);
				_app.require_subcommand(1);
				_app.footer("Exit codes:\n"
				            "  0  success\n"
				            "  1  the request failed, the reason is on the standard error stream\n"
				            "  2  the command line makes no sense\n"
				            "  130  interrupted, nothing was changed\n"
				            "  'recap run' ends with the exit code of the system.\n\n"
				            "Example:\n"
				            "  recap run scenario.xml &\n"
				            "  recap checkpoint sheep_counter -o sheep.snap\n"
				            "  recap restore sheep.snap\n\n"
				            "'recap COMMAND --help' tells the options of a command.");

				_add<Run_command>("Systems");
				_add<Checkpoint_command>("Systems");
				_add<Persist_command>("Systems");
				_add<Restore_command>("Systems");
				_add<Kill_command>("Systems");
				_add<Stop_command>("Systems");

				_add<Ps_command>("Looking at a running system");
				_add<Top_command>("Looking at a running system");
				_add<Caps_command>("Looking at a running system");
				_add<Sessions_command>("Looking at a running system");
				_add<Log_command>("Looking at a running system");
				_add<Cost_command>("Looking at a running system");

				_add<Inspect_command>("Looking at snapshots");
				_add<Diff_command>("Looking at snapshots");
				_add<Verify_command>("Looking at snapshots");
				_add<Graph_command>("Looking at snapshots");
				_add<Report_command>("Looking at snapshots");
				_add<Export_command>("Looking at snapshots");

				_add<List_command>("Catalogue of snapshots");
				_add<Rm_command>("Catalogue of snapshots");
				_add<Gc_command>("Catalogue of snapshots");

				_add<Doctor_command>("Help");
				_add<Completion_command>("Help");
				_add<Manual_command>("Help");
			}

			/**
			 * \return  exit code if everything is done, like for --help
			 */
			std::optional<int> parse(int argc, char const * const *argv)
			{
				try {
					_app.parse(argc, argv);
					return std::nullopt;

				} catch (CLI::ParseError const &error) {

					if (error.get_exit_code() == 0)
						return _app.exit(error);

					if (!_given_command().empty())
						complain(fmt::format("{}; see 'recap {}--help'", error.what(), _given_command()));
					else if (argc < 2)
						complain("name a command; 'recap --help' lists them");
					else
						complain(fmt::format("there is no {} '{}'; 'recap --help' lists those there are",
						                     *argv[1] == '-' ? "option" : "command", argv[1]));
					return USAGE_ERROR;
				}
			}

			int execute()
			{
				for (auto const &command : _commands)
					if (command->given())
						return command->execute();

				return USAGE_ERROR;
			}

		private:

			std::string _given_command() const
			{
				for (auto const &command : _commands)
					if (command->given())
						return command->name() + " ";
				return "";
			}
	};

	char const *advice(Control::Error_code code)
	{
		using Code = Control::Error_code;

		switch (code) {
		case Code::UNKNOWN_COMPONENT: return "see 'recap ps' for the components there are";
		case Code::AMBIGUOUS_NAME:    return "give the whole label as shown by 'recap ps --labels'";
		case Code::WRONG_STATE:       return "see 'recap ps' for the states of the components";
		case Code::INVALID_REQUEST:   return "use tool and system of the same release";
		case Code::INVALID_SNAPSHOT:  return "use another snapshot";
		case Code::INCOMPATIBLE:      return "restore it where it was taken, or take a new one";
		case Code::OUT_OF_QUOTA:      return "raise the RAM quantum in the scenario";
		case Code::OUT_OF_MEMORY:     return "give the system more by 'recap run --memory'";
		case Code::UNSUPPORTED:
		case Code::FAILED:            return "see the log of the system for details";
		case Code::CANCELLED:         return "try again";
		}
		return "";
	}

	/**
	 * Call 'fn', report its exceptions
	 */
	int reported(auto const &fn)
	{
		auto fail = [] (int code, std::string const &text) {
			complain(text);
			return code; };

		try { return fn(); }
	catch (Interrupted const &) { return fail(INTERRUPTED, "interrupted, nothing was changed"); }
		catch (Reported_failure const &) { return REQUEST_FAILED; }
		catch (Usage_failure const &error) { return fail(USAGE_ERROR, error.what()); }
		catch (Control::Request_failed const &error) {
			if (error.code == Control::Error_code::CANCELLED && Host::Interruption::requested())
				return fail(INTERRUPTED, "interrupted, nothing was changed");
			return fail(REQUEST_FAILED, fmt::format("{}; {}", error.what(), advice(error.code)));
		}
		catch (Control::Client::Connection_lost const &error) {
			return fail(REQUEST_FAILED, fmt::format("{}; see its log for the reason", error.what()));
		}
		catch (std::bad_alloc const &) {
			return fail(REQUEST_FAILED, "out of memory; free some and try again");
		}
		catch (std::exception const &error) { return fail(REQUEST_FAILED, error.what()); }
	}
}


int Cli::run(int argc, char const * const *argv)
{
	return reported([&] {
		Host::report_size_limit();

		Application application { };

		int const code = [&] {
			if (auto const done = application.parse(argc, argv))
				return *done;
			return application.execute();
		} ();

		finish_output();
		return code;
	});
}
