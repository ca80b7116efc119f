/*
 * \brief  Program that behaves towards the tool as nucleus does
 *
 * What it does depends on words in its configuration.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <csignal>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>

#include <control/server.h>
#include <host/ready_pipe.h>
#include <host/termination.h>

#include "../control/support.h"
#include "sample.h"

using namespace Control_test;


namespace {

	struct System : Fake_handler
	{
		std::string const config;

		explicit System(std::string const &config) : config(config) { }

		bool told(char const *word) const { return config.find(word) != std::string::npos; }

		void start(Image const *image, Restore_options const &options) override
		{
			Fake_handler::start(image, options);
			std::cout << "started, pages " << pages << (intact ? " intact" : "")
			          << ", verify " << options.verify << ", fail "
			          << (options.in_flight == Restore_options::In_flight::FAIL) << std::endl;
			if (told("die"))
				raise(SIGKILL);
		}

		Restore_result wait_for_restore(Progress const &) override
		{
			if (told("fail-restore"))
				throw Request_failed(Error_code::INCOMPATIBLE, "the binary is another one");

			return { .label = "init -> a" };
		}

		Checkpoint_result checkpoint(std::vector<std::string> const &components,
		                             Progress const &, Checkpoint_options const &) override
		{
			return { .label = components.front(), .image = Cli_test::make_snapshot_image(), .pause_us = 5 };
		}

		void stop() override
		{
			std::lock_guard const guard(mutex);
			stopped = true;
			changed.notify_all();
		}
	};

	std::string file_content(std::string const &path)
	{
		std::ifstream file(path);
		return { std::istreambuf_iterator<char>(file), { } };
	}

	int run(std::map<std::string, std::string> &options, bool wait,
	        Host::Termination const &termination)
	{
		System system(file_content(options["--config"]));

		std::optional<Host::Ready_signal> ready { };
		if (options.contains("--ready-fd"))
			ready.emplace(std::stoi(options["--ready-fd"]));

		if (system.told("fail-to-start"))
			return 3;
		if (system.told("exit-5") && !wait)
			return 5;

		Host::Termination::Handling const handling(termination, [&] { system.stop(); });

		Control::Server server(system, options["--socket"]);

		std::cout << "memory " << options["--memory"] << ", init " << options["--init"]
		          << ", rom " << options["--rom"] << ", wait " << wait << std::endl;

		if (ready)
			ready->give();

		std::unique_lock lock(system.mutex);
		system.changed.wait(lock, [&] { return system.stopped; });
		return 0;
	}
}


int main(int argc, char **argv)
{
	Host::Termination termination { };

	std::map<std::string, std::string> options { };
	bool                               wait = false;

	for (int i = 1; i < argc; i++) {
		if (argv[i] == std::string("--wait"))
			wait = true;
		else if (i + 1 < argc)
			options[argv[i]] = argv[i + 1], i++;
	}

	try { return run(options, wait, termination); }
	catch (std::exception const &error) {
		std::cerr << "nucleus: " << error.what() << std::endl;
		return 1;
	}
}
