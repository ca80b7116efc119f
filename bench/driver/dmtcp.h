/*
 * \brief  Checkpoint and restore by DMTCP
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__DMTCP_H_
#define _BENCH__DRIVER__DMTCP_H_

#include <memory>

#include <bench/driver/peer.h>
#include <bench/host/child_process.h>

namespace Bench { class Dmtcp; }


/**
 * See https://dmtcp.sourceforge.io, dmtcp_launch(1) and dmtcp_command(1)
 *
 * Each start and each restore has a coordinator of its own, at a port that the
 * host chooses. Images are not compressed.
 */
class Bench::Dmtcp : public Peer
{
	private:

		Workspace const               *_workspace = nullptr;
		std::unique_ptr<Child_process> _process { };

		std::filesystem::path _image() const;

		void _launch(char const *program, Command const &arguments);
		void _request(char const *option);

	public:

		Dmtcp() : Peer("dmtcp") { }

		std::string obstacle(Workspace const &) const override;

		void start(Workspace const &, Command const &target) override;
		void checkpoint() override;
		void kill() override;
		void restore() override;
};

#endif /* _BENCH__DRIVER__DMTCP_H_ */
