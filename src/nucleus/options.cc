/*
 * \brief  Command-line options of nucleus
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <functional>
#include <map>

#include <nucleus/options.h>

using namespace Nucleus;


std::string Options::usage()
{
	return "usage: recap-nucleus --config FILE [--rom DIR]... [--socket PATH]\n"
	       "                     [--init MODULE] [--memory BYTES]\n"
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
		{ "--memory", [&] (std::string const &value) {
			try { memory = std::stoul(value); }
			catch (std::exception const &) { throw Invalid("'" + value + "' is no number of bytes"); }
		} },
	};

	for (int i = 1; i < argc; i += 2) {

		auto const it = handlers.find(argv[i]);
		if (it == handlers.end())
			throw Invalid("unknown option '" + std::string(argv[i]) + "'");
		if (i + 1 >= argc)
			throw Invalid("option '" + std::string(argv[i]) + "' needs a value");

		it->second(argv[i + 1]);
	}

	if (config.empty())
		throw Invalid("option '--config' is missing");
}
