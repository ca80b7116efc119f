/*
 * \brief  Return of session states to servers
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__SESSION_HANDOVER_H_
#define _RTCR__SESSION_HANDOVER_H_

#include <list>
#include <utility>
#include <vector>

#include <rtcr/reconstruction.h>
#include <rtcr/session_cut.h>

namespace Rtcr { class Session_handover; }


/**
 * States of sessions at servers that are not restored, on the way back to them
 *
 * Two requests go to the server of a session. By the first one, the session
 * falls silent, while the objects are being restored. The second one, which
 * follows the reply to the first, brings its state. Servers of different
 * sessions work at the same time.
 *
 * Used within the scope of a 'Core::Caller', with the kernel lock held.
 */
class Rtcr::Session_handover
{
	private:

		using Object_ref = Kernel::Ref<Kernel::Object>;

		struct State
		{
			Outside const          &outside;
			Object_ref              session;
			std::vector<Object_ref> contexts { };   /* that exist from the beginning */
			std::vector<Object_ref> caps     { };   /* of the state */

			State(Outside const &outside, Object_ref session)
			: outside(outside), session(std::move(session)) { }
		};

		class Requests;

		using States = std::list<State>;

		Session_cut         _cut      { };      /* signals of the time that is undone */
		States              _states   { };
		States::iterator    _next     { };      /* state whose requests were not begun yet */
		bool                _due      = false;  /* states may be sent */
		std::list<Requests> _requests;

		void _begin();

		Session_handover(Session_handover const &) = delete;
		Session_handover &operator = (Session_handover const &) = delete;

	public:

		/**
		 * Constructor, lets the sessions fall silent
		 *
		 * Called when nothing can prevent the restore anymore, and before it
		 * begins.
		 */
		explicit Session_handover(Reconstruction const &);

		/** Destructor, gives up what was not executed */
		~Session_handover();

		/**
		 * Take note of the restored objects that the states refer to
		 */
		void objects_in_place(Reconstruction const &);

		/**
		 * Let the states follow
		 *
		 * The servers take them back while the caller does something else. What
		 * the states refer to must be as restored, memory included.
		 */
		void begin();

		/**
		 * Let the states follow, return when the servers have taken them back
		 *
		 * \param report  tells about those that have not
		 */
		void execute(Report &report);
};

#endif /* _RTCR__SESSION_HANDOVER_H_ */
