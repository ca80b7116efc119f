/*
 * \brief  Base of core's sessions
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__SESSION_H_
#define _CORE__SESSION_H_

#include <list>
#include <string>

#include <base/affinity.h>
#include <core/exact_cast.h>
#include <core/quota.h>
#include <kernel/object.h>

namespace Core {

	class Session;
	class Session_registry;

	struct Session_args;
}


/**
 * Arguments of a session request
 */
struct Core::Session_args
{
	std::string      service;
	std::string      args;       /* textual arguments, e.g., "ram_quota=4096" */
	Genode::Affinity affinity;

	/** Return string argument, an empty one if it is missing */
	std::string string(char const *key) const;

	/** Return numeric argument, 'default_value' if it is missing */
	unsigned long number(char const *key, unsigned long default_value) const;

	/** Return session label, the path of the client */
	std::string label() const { return string("label"); }

	/** Return the last element of the label */
	std::string last_label_element() const;
};


/**
 * Session at core
 */
class Core::Session
{
	private:

		Session_registry  &_registry;
		Session_args const _args;
		std::string  const _label;
		Quota              _donation;

		std::list<Session *>::iterator _position;

		Session(Session const &) = delete;
		Session &operator = (Session const &) = delete;

	public:

		/**
		 * Constructor
		 *
		 * \param overhead  bytes of the donation that the session itself takes
		 *
		 * \throw Quota::Exceeded
		 */
		Session(Session_registry &, Session_args const &, size_t overhead);

		virtual ~Session();

		Session_args const &args()  const { return _args; }
		std::string  const &label() const { return _label; }

		/** Memory that was donated to the session */
		Quota       &donation()       { return _donation; }
		Quota const &donation() const { return _donation; }

		/** Return how much of it the session and its objects take, in bytes */
		virtual size_t used_donation() const { return _donation.used(); }

		/** Return object that represents the session in capability spaces */
		virtual Kernel::Object &session_object() const = 0;
};


namespace Core {

	/**
	 * Return session as one of its type, null if it has another one
	 */
	template <typename T, typename SESSION>
	auto session_cast(SESSION *session) { return exact_cast<T>(session); }
}


/**
 * All sessions at core, in the order of their creation
 */
class Core::Session_registry
{
	private:

		std::list<Session *> _sessions { };
		uint64_t             _changes = 0;

		friend class Session;

	public:

		/** Return number that grows whenever a session comes or goes */
		uint64_t changes() const { return _changes; }

		/**
		 * Call 'fn' with each 'T' among the sessions
		 */
		template <typename T>
		void for_each(auto const &fn) const
		{
			for (Session * const session : _sessions)
				if constexpr (std::is_same_v<T, Session>)
					fn(*session);
				else if (T * const typed = session_cast<T>(session))
					fn(*typed);
		}
};

#endif /* _CORE__SESSION_H_ */
