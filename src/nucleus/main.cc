/*
 * \brief  Entry of the nucleus program
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <iostream>
#include <system_error>

#include <host/real_time.h>
#include <host/system_error.h>
#include <host/termination.h>
#include <nucleus/nucleus.h>


int main(int argc, char **argv)
{
	/* must exist before any thread */
	Host::Termination termination;

	Host::wake_up_in_time();

	try {
		Nucleus::Options const options(argc, argv);

		if (options.help) {
			std::cout << Nucleus::Options::usage();
			return 0;
		}

		if (options.parent && !termination.end_with_parent(options.parent))
			return 1;

		Nucleus::System system(options);

		Host::Termination::Handling const handling(termination, [&] { system.stop(); });

		return system.run();

	} catch (Nucleus::Options::Invalid const &error) {
		std::cerr << "nucleus: " << error.what() << "\n" << Nucleus::Options::usage();
		return 2;
	} catch (std::system_error const &error) {
		std::cerr << "nucleus: cannot create a thread: " << Host::reason_of_refusal(error.code().value()) << "\n";
		return 1;
	} catch (std::exception const &error) {
		std::cerr << "nucleus: " << error.what() << "\n";
		return 1;
	}
}
