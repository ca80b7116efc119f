/*
 * \brief  What others know about the sessions of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__SESSION_INFOS_H_
#define _RTCR__SESSION_INFOS_H_

#include <map>
#include <string>
#include <vector>

#include <base/affinity.h>
#include <kernel/system.h>
#include <rtcr/component_set.h>
#include <rtcr/session_cut.h>

namespace Rtcr {

	struct Session_info;
	class  Session_infos;

	/** Announced service of a component */
	struct Announcement
	{
		std::string                       component { };   /* label */
		std::string                       name { };
		Kernel::Ref<Kernel::Object> root { };
	};
}


/**
 * How a session came about, and its state at the server
 */
struct Rtcr::Session_info
{
	std::string      component { };  /* label of the component whose parent knows the session */
	std::string      service   { };
	std::string      args      { };  /* as requested by the component */
	Genode::Affinity affinity { };
	uint64_t         donated = 0;    /* bytes */

	bool                                     has_state = false;
	bool                                     state_lost = false;   /* the server did not answer */
	std::vector<uint8_t>                     state      { };
	std::vector<Kernel::Ref<Kernel::Object>> state_caps { };

	/* dataspace of a ROM session */
	Kernel::Ref<Kernel::Object> dataspace { };
};


/**
 * Sessions of components, as told by their parents and servers
 *
 * Parents know the sessions they arranged for their children. Servers are
 * asked for the states of sessions that are not at core. What a server does to
 * the components after it told a state takes effect when the object is
 * destructed, see 'Session_cut'.
 */
class Rtcr::Session_infos
{
	public:

		/** Whether servers are asked for the states of the sessions */
		enum class States { SAVE, OMIT };

	private:

		States const _states;

		struct Entry { Kernel::Ref<Kernel::Object> object; Session_info info; };

		std::map<Kernel::Object const *, Entry> _infos { };

		/* sessions that the parent of a component was asked about */
		using Asked_key = std::pair<Kernel::Object const *, std::string>;
		std::map<Asked_key, Kernel::Ref<Kernel::Object>> _asked { };
		bool _parents_asked = false;

		/* objects of sessions between the components, keys of '_infos' */
		std::vector<Kernel::Object const *> _inner { };

		std::map<std::string, std::vector<uint64_t>> _ids { };

		/* in effect as long as the object lives */
		Session_cut _cut { };

		std::vector<Announcement> _announcements { };
		std::vector<std::string>  _notes         { };

		void _query_session(Kernel::Object &, Kernel::Object &parent, std::string const &root,
		                    bool inner);
		void _query_ids(Kernel::Object &parent, std::string const &root);
		void _query_state(Kernel::Object &session, Session_info &);
		void _query_announcements(Kernel::Object &parent, std::string const &root);

	public:

		/** Constructor, nothing is known yet */
		explicit Session_infos(States states = States::SAVE) : _states(states) { }

		/**
		 * Ask parents and servers about all sessions that are not known yet
		 *
		 * To be used within the scope of a 'Core::Caller'. If states are
		 * saved, the components must be frozen because the states of the
		 * sessions must fit to the ones of the components. Yet a call that
		 * was on its way may deliver a further session to them meanwhile, so
		 * the caller repeats the request with a new set until there is
		 * nothing left to ask.
		 *
		 * \param set  must be obtained anew afterwards
		 *
		 * \return  true if there was something to ask
		 */
		bool ask(Component_set const &set);

		/** Return info about a session, null if there is none */
		Session_info const *info(Kernel::Object const &session) const;

		/** Call 'fn' with the object and the info of each session */
		void for_each(auto const &fn) const
		{
			for (auto const &[object, entry] : _infos)
				fn(*entry.object, entry.info);
		}

		/** Return ROM session that handed out a dataspace, null if there is none */
		Kernel::Object const *session_of_dataspace(Kernel::Object const &) const;

		/** Return sessions whose server belongs to the components, too */
		std::vector<Kernel::Object const *> const &inner() const { return _inner; }

		/**
		 * Return IDs that the parent uses for the sessions a component opened
		 *
		 * \param root  label of the component
		 *
		 * \return  null if the parent does not tell
		 */
		std::vector<uint64_t> const *ids(std::string const &root) const
		{
			auto const it = _ids.find(root);
			return it == _ids.end() ? nullptr : &it->second;
		}

		/** Session as listed by a parent */
		struct Listed { uint64_t id, donated; };

		/**
		 * Ask the parent of a component for the list of its sessions
		 *
		 * To be used within the scope of a 'Core::Caller'.
		 *
		 * \throw Genode::Ipc_error
		 */
		static std::vector<Listed> query_list(Kernel::Object &parent);

		std::vector<Announcement> const &announcements() const { return _announcements; }

		/** What could not be found out, for people */
		std::vector<std::string> const &notes() const { return _notes; }
};

#endif /* _RTCR__SESSION_INFOS_H_ */
