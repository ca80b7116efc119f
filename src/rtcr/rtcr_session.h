/*
 * \brief  Rtcr service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__RTCR_SESSION_H_
#define _RTCR__RTCR_SESSION_H_

#include <core/rpc_component.h>
#include <core/session.h>
#include <rtcr/protections.h>
#include <rtcr_session/rtcr_session.h>

namespace Rtcr { class Rtcr_session_component; }


/**
 * Protection as seen by the component that requested it
 *
 * The label of the session decides about what can be protected, it is the
 * client and what the client started.
 */
class Rtcr::Rtcr_session_component final
:
	public Core::Session,
	public Core::Rpc_component<Genode::Rtcr_session, Rtcr_session_component>
{
	private:

		Protection &_protection;

		std::string _path(Component_name const &) const;

	public:

		using Policy = Genode::Rtcr_session::Policy;
		using Status = Genode::Rtcr_session::Status;

		enum { OVERHEAD = 8192 };

		Rtcr_session_component(Kernel::System &system, Core::Session_registry &registry,
		                       Core::Session_args const &args, Protections &protections)
		:
			Core::Session(registry, args, OVERHEAD), Rpc_component(system, "rtcr_session"),
			_protection(protections.create(donation()))
		{ }

		~Rtcr_session_component() { _protection.retire(); }

		Kernel::Object &session_object() const override { return kernel_object(); }

		Protection       &protection()       { return _protection; }
		Protection const &protection() const { return _protection; }


		/****************************
		 ** Rtcr_session interface **
		 ****************************/

		bool add(Component_name const &) override;

		void crashed(Component_name const &) override;

		void policy(Policy const &policy) override { _protection.policy(policy); }

		void checkpoint() override { _protection.request_checkpoint(); }

		bool rollback(unsigned long number) override { return _protection.request_rollback(number); }

		Status status() override { return _protection.status(); }

		void sigh(Genode::Signal_context_capability) override;
};

#endif /* _RTCR__RTCR_SESSION_H_ */
