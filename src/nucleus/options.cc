/*
 * \brief  Command-line options of nucleus
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <charconv>
#include <functional>
#include <map>

#include <nucleus/options.h>

using namespace Nucleus;


static size_t number(std::string const &value)
{
	size_t              result = 0;
	char const * const  end    = value.data() + value.size();

	auto const [position, error] = std::from_chars(value.data(), end, result);

	if (error != std::errc() || position != end)
		throw Options::Invalid("'" + value + "' is no number");

	return result;
}


std::string Options::usage()
{
	return "usage: recap-nucleus --config FILE [--rom DIR]... [--socket PATH]\n"
	       "                     [--init MODULE] [--memory BYTES] [--wait]\n"
	       "                     [--ready-fd DESCRIPTOR] [--parent PID]\n"
	       "                     [--dirty-tracking auto|userfaultfd|comparison]\n"
	       "                     [--unconfined] [--real-time] [--frugal]\n"
	       "\n"
	       "This program is started by 'recap run'.\n";
}


Options::Options(int argc, char const * const *argv)
{
	std::map<std::string, std::function<void (std::string const &)>> const handlers {
		{ "--config", [&] (std::string const &value) { config = value; } },
		{ "--rom",    [&] (std::string const &value) { rom_dirs.push_back(value); } },
		{ "--socket", [&] (std::string const &value) { socket = value; } },
		{ "--init",   [&] (std::string const &value) { init = value; } },
		{ "--dirty-tracking", [&] (std::string const &value) {
			tracking = Host::Write_tracking::method_of_name(value);
			if (!tracking && value != "auto")
				throw Invalid("there is no method '" + value + "' for tracking dirty pages");
		} },
		{ "--memory",   [&] (std::string const &value) { memory = number(value); } },
		{ "--parent",   [&] (std::string const &value) { parent = int(number(value)); } },
		{ "--ready-fd", [&] (std::string const &value) { ready_descriptor = int(number(value)); } },
	};

	std::map<std::string, std::function<void ()>> const flags {
		{ "--wait",       [&] { wait = true; } },
		{ "--unconfined", [&] { confinement = Host::Confinement::IF_POSSIBLE; } },
		{ "--real-time",  [&] { real_time = true; } },
		{ "--frugal",     [&] { frugal = true; } },
	};

	for (int i = 1; i < argc; i += 2) {

		if (auto const flag = flags.find(argv[i]); flag != flags.end()) {
			flag->second();
			i--;
			continue;
		}

		if (std::string(argv[i]) == "--help") {
			help = true;
			return;
		}

		auto const it = handlers.find(argv[i]);
		if (it == handlers.end())
			throw Invalid("unknown option '" + std::string(argv[i]) + "'");
		if (i + 1 >= argc)
			throw Invalid("option '" + std::string(argv[i]) + "' needs a value");

		it->second(argv[i + 1]);
	}

	if (wait && socket.empty())
		throw Invalid("option '--wait' makes no sense without '--socket'");

	if (config.empty())
		throw Invalid("option '--config' is missing");
}
