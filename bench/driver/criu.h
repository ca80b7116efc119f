/*
 * \brief  Checkpoint and restore by CRIU
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _BENCH__DRIVER__CRIU_H_
#define _BENCH__DRIVER__CRIU_H_

#include <memory>

#include <bench/driver/peer.h>
#include <bench/host/child_process.h>

namespace Bench { class Criu; }


/**
 * See https://criu.org, and criu(8)
 */
class Bench::Criu : public Peer
{
	private:

		Workspace const               *_workspace = nullptr;
		std::unique_ptr<Child_process> _process { };   /* until it is restored */
		int                            _pid     = 0;
		unsigned                       _number  = 0;   /* of the latest checkpoint */

		static std::string _program();

		std::filesystem::path _directory() const;

		void _dump(Command const &options);

	public:

		Criu() : Peer("criu") { }

		std::string obstacle(Workspace const &) const override;

		void start(Workspace const &, Command const &target) override;
		void checkpoint() override;
		void kill() override;
		void restore() override;

		/**
		 * Return what is wrong according to the output of 'criu check', in one
		 * line
		 */
		static std::string reasons(std::string const &output);
};

#endif /* _BENCH__DRIVER__CRIU_H_ */
