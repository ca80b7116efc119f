/*
 * \brief  What servers do to frozen components after they told about a session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__SESSION_CUT_H_
#define _RTCR__SESSION_CUT_H_

#include <vector>

#include <core/signal_context.h>
#include <kernel/gate.h>

namespace Rtcr { class Session_cut; }


/**
 * Signals and replies that do not belong to the states of sessions
 *
 * A server goes on while its client is frozen. From the instant at which it
 * tells or takes back the state of a session, signals to the contexts that
 * are part of the state, and replies to calls of the session, are held. The
 * object must be destructed with the kernel lock held.
 */
class Rtcr::Session_cut
{
	private:

		using Object_ref = Kernel::Ref<Kernel::Object>;

		std::vector<Object_ref> _contexts { };
		std::vector<Object_ref> _gates    { };

		static Core::Signal_context_component *_context(Object_ref const &);

		Session_cut(Session_cut const &) = delete;
		Session_cut &operator = (Session_cut const &) = delete;

	public:

		Session_cut() { }
		~Session_cut() { release(); }

		/** Deliver all that is held */
		void release();

		/** Hold signals to the object if it is a signal context */
		void hold_signals(Object_ref const &);

		/** Hold replies to calls of the object if it is a gate */
		void hold_replies(Object_ref const &);

		/** Forget the signals to a context that are held, let further ones pass */
		static void discard_signals(Object_ref const &);
};

#endif /* _RTCR__SESSION_CUT_H_ */
