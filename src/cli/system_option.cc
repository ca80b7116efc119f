/*
 * \brief  Names of running systems
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/system_option.h>

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include <cli/failure.h>
#include <host/private_directory.h>

using namespace Cli;


namespace {

	std::filesystem::path socket_directory()
	{
		char const * const runtime = ::getenv("XDG_RUNTIME_DIR");

		std::error_code ignored { };
		if (runtime && std::filesystem::path(runtime).is_absolute()
		 && std::filesystem::is_directory(runtime, ignored))
			return std::filesystem::path(runtime) / "recap";

		return "/tmp/recap-" + std::to_string(Host::user_id());
	}
}


bool Cli::valid_system_name(std::string const &name)
{
	auto valid = [] (char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
		    || c == '_' || c == '-'; };

	return !name.empty() && name.size() <= System_option::MAX_NAME_LENGTH
	    && std::ranges::all_of(name, valid);
}


std::filesystem::path Cli::system_socket(std::string const &name)
{
	if (!valid_system_name(name))
		throw Usage_failure(fmt::format("'{}' is no name of a system; use letters, digits, '_', and '-', "
		                                "at most {} of them", name, System_option::MAX_NAME_LENGTH));

	auto const directory = socket_directory();

	try { Host::check_private_directory(directory); }
	catch (Host::Not_private const &error) {
		throw Failure(fmt::format("the directory of control sockets cannot be trusted: {}; "
		                          "remove it or set XDG_RUNTIME_DIR to a directory of your own",
		                          error.what()));
	}
	return directory / (name + ".socket");
}


System_option::System_option(CLI::App &app, char const *option, char const *description, char const *type)
{
	app.add_option(option, _name, description)->capture_default_str()->type_name(type);
}


Control::Client System_option::connect() const
{
	auto const path = system_socket(_name);

	try { return Control::Client(path); }
	catch (Control::Client::No_system const &) {
		throw Failure(fmt::format("no system named '{}' runs; start one with 'recap run', "
		                          "or name another one with --system", _name));
	}
}
