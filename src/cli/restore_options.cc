/*
 * \brief  Options of commands that restore a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/restore_options.h>

#include <string>

using namespace Cli;


void Cli::add_restore_options(CLI::App &app, Control::Restore_options &options)
{
	using In_flight = Control::Restore_options::In_flight;

	app.add_option_function<std::string>("--in-flight", [&] (std::string const &policy) {
		options.in_flight = policy == "fail" ? In_flight::FAIL : In_flight::RESEND; },
	               "what becomes of calls that were being served: 'resend' (default) or 'fail'")
		->check(CLI::IsMember({ "resend", "fail" }).description(""))
		->type_name("POLICY");

	auto * const verify = app.add_flag("--verify", options.verify,
		"compare the memory with the snapshot before the threads start");

	app.add_flag("--lazy", options.lazy,
	             "start at once, however large the snapshot is: pages are not checked before they are "
	             "needed, and a component that needs a damaged one is stopped then")
		->excludes(verify);
}
