/*
 * \brief  End of a restore, with calls to parents and servers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__EPILOGUE_H_
#define _RTCR__EPILOGUE_H_

#include <functional>
#include <string>
#include <vector>

#include <rtcr/reconstruction.h>
#include <rtcr/session_handover.h>

namespace Rtcr { class Epilogue; }


/**
 * What is left to do when the objects are in place
 *
 * Servers take back the states of sessions and get calls again, and parents
 * learn about services and sessions. A call that fails is noted in the report, because the
 * components are restored already.
 */
class Rtcr::Epilogue
{
	private:

		using Object_ref = Kernel::Ref<Kernel::Object>;

		struct Service { Object_ref parent, root; std::string name; };

		struct Adopted { Object_ref parent, session; Inner_session const &info; };

		struct Closed { Object_ref parent, session; };

		/* session between the components, whose donation may be back already */
		struct Closed_inner { Preparation::Surplus_session const &session; bool returned; };

		struct Surplus_donation { Object_ref parent, session; std::string name; size_t bytes; };

		Preparation    const &_preparation;
		Restore_policy const &_policy;
		Report               &_report;
		Session_handover     &_handover;

		std::vector<Reconstruction::Detached_call> _calls { };

		std::vector<Service> _services { };
		std::vector<Adopted> _adopted  { };
		std::vector<Closed>  _surplus  { };   /* sessions at core */

		std::vector<Closed_inner> _inner { };

		std::vector<Surplus_donation> _surplus_donations { };

		void _send_calls();
		void _announce_services();
		void _adopt_sessions();
		void _return_donations();
		void _close(auto const &fn);
		void _close(Preparation::Surplus_session const &, bool returned);
		void _close_surplus_sessions();

	public:

		/** Return parent of what belongs to a component, given a label */
		using Parent_fn = std::function<Object_ref (std::string const &)>;

		/**
		 * Constructor, collects what there is to do
		 *
		 * Called when the objects are in place, with the kernel lock held.
		 */
		Epilogue(Reconstruction const &, Session_handover &, Parent_fn const &parent_of);

		/**
		 * Perform the calls, within the scope of a 'Core::Caller'
		 *
		 * The components stand still, so they do not see how quota comes back.
		 */
		void execute();

		/**
		 * Close sessions among the components that were opened after the checkpoint,
		 * and send the calls that have to wait for that
		 *
		 * The components run already, because they are the servers. A call may be
		 * the request for a session at a server that does not have two at a time.
		 */
		void complete();
};

#endif /* _RTCR__EPILOGUE_H_ */
