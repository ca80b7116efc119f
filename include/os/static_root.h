/*
 * \brief  Root interface for one session object that exists already
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__STATIC_ROOT_H_
#define _INCLUDE__OS__STATIC_ROOT_H_

#include <base/rpc_server.h>
#include <root/root.h>

namespace Genode { template <typename> class Static_root; }


/**
 * Root interface that hands out the same session at each request
 */
template <typename SESSION>
class Genode::Static_root : public Rpc_object<Typed_root<SESSION> >
{
	private:

		Capability<SESSION> _session;

	public:

		/**
		 * Constructor
		 *
		 * \param session  session that is handed out
		 */
		Static_root(Capability<SESSION> session) : _session(session) { }

		Session_capability session(Root::Session_args const &, Affinity const &) override {
			return _session; }

		void upgrade(Session_capability, Root::Upgrade_args const &) override { }
		void close(Session_capability) override { }
};

#endif /* _INCLUDE__OS__STATIC_ROOT_H_ */
