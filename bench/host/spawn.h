/*
 * \brief  Start of an ordinary program
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__HOST__SPAWN_H_
#define _BENCH__HOST__SPAWN_H_

#include <filesystem>

namespace Bench {

	/**
	 * Start a program without arguments and wait for its end
	 *
	 * \throw Host::System_error
	 */
	void spawn_and_wait(std::filesystem::path const &);
}

#endif /* _BENCH__HOST__SPAWN_H_ */
