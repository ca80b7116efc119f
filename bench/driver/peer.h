/*
 * \brief  Other system for checkpoint and restore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__PEER_H_
#define _BENCH__DRIVER__PEER_H_

#include <string>

#include <bench/driver/workspace.h>
#include <bench/host/tool.h>

namespace Bench { class Peer; }


/**
 * Process of the host with a system that captures and restores it
 */
class Bench::Peer
{
	private:

		std::string const _name;

	protected:

		/**
		 * Execute a command that has to succeed
		 *
		 * \param output  file for what it writes
		 * \throw Failure
		 */
		static void _succeed(Command const &, std::filesystem::path const &output);

	public:

		explicit Peer(std::string const &name) : _name(name) { }

		virtual ~Peer() = default;

		std::string const &name() const { return _name; }

		/** Return why the system cannot be used here, nothing if it can */
		virtual std::string obstacle(Workspace const &workspace) const = 0;

		/**
		 * Start the process to be captured
		 *
		 * \param workspace  for files of the system, lives as long as the object
		 * \param target     command of the process, which ends by itself after use
		 *
		 * \throw Host::System_error
		 */
		virtual void start(Workspace const &workspace, Command const &target) = 0;

		/**
		 * Capture the process, which goes on
		 *
		 * \throw Failure
		 */
		virtual void checkpoint() = 0;

		/**
		 * Let the process end, so that it can be restored by 'restore'
		 *
		 * \throw Failure
		 */
		virtual void kill() = 0;

		/**
		 * Bring the process back from the latest checkpoint
		 *
		 * \throw Failure
		 */
		virtual void restore() = 0;
};


#endif /* _BENCH__DRIVER__PEER_H_ */
