/*
 * \brief  What others know about the sessions of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__SESSION_INFOS_H_
#define _RTCR__SESSION_INFOS_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <base/affinity.h>
#include <core/caller.h>
#include <kernel/system.h>
#include <rtcr/component_set.h>
#include <rtcr/server_calls.h>
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
	uint64_t         id      = 0;    /* among the sessions of the component */
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
 * the components after it told a state takes effect at 'end_checkpoint', or when
 * the object is destructed, see 'Session_cut'.
 */
class Rtcr::Session_infos
{
	public:

		/** Whether parents are asked for the lists that a checkpoint contains */
		enum class Lists { ASK, OMIT };

	private:

		Lists const _lists;

		struct Entry
		{
			Kernel::Ref<Kernel::Object> object;
			Session_info                info;
			bool                        inner;   /* the server is one of the components */
			bool                        state_asked = false;

			/* set if the state was asked for in advance */
			std::optional<Server_calls> calls_since { };

			/* checkpoints at which that is not tried, because it was in vain */
			unsigned busy = 0;

			/* how often in a row the state was outdated when the components were frozen */
			unsigned outdated = 0;

			/* set if the server keeps no state, as of so many calls of the session */
			std::optional<uint64_t> stateless_calls { };

			bool known_stateless() const;
			bool state_wanted() const;
			void forget_state();
		};

		std::map<Kernel::Object const *, Entry> _infos { };

		/* sessions that the parent of a component was asked about */
		using Asked_key = std::pair<Kernel::Object const *, std::string>;
		std::map<Asked_key, Kernel::Ref<Kernel::Object>> _asked { };

		/* parent of a component, and what the component told it until it was asked */
		struct Parent_state
		{
			Kernel::Object::Id parent;
			uint64_t           calls;

			bool operator == (Parent_state const &) const = default;
		};

		std::map<std::string, Parent_state> _parents { };   /* by label of the component */

		/* set of components about which nothing is left to ask */
		std::optional<Component_set::Version> _asked_version { };

		std::map<std::string, std::vector<uint64_t>> _ids { };

		/* in effect as long as the object lives */
		Session_cut _cut { };

		/*
		 * Components whose parent did not answer, by label, and the number of
		 * checkpoints until it is asked again
		 */
		std::map<std::string, unsigned> _unanswered { };

		std::vector<Announcement> _announcements { };
		std::set<std::string>     _notes         { };

		/* requests for the state of a session that are under way */
		struct State_request
		{
			using Call = std::unique_ptr<Core::Caller::Pending>;

			Kernel::Ref<Kernel::Object> session;
			Call                        state;
			Call                        dataspace { };   /* of a ROM session */
		};

		std::vector<State_request> _state_requests { };

		struct Query;

		Query _query(Component_set const &, Core::Pd_session_component const &,
		             std::string const &root);
		bool _parent_unchanged(Core::Pd_session_component const &) const;
		bool _may_ask(Component_set const &, Query const &);
		void _forget(std::string const &root);
		void _ask(Query const &);
		void _note_failure(Query const &, std::string const &);
		void _query_session(Kernel::Object &, Query const &, bool inner);
		void _query_ids(Query const &);
		static uint64_t _num_calls(Kernel::Object const &);
		void _forget_states();
		bool _begin_state(Entry &);
		void _finish_state(State_request &, Entry &);
		void _state_lost(Kernel::Object &session, Session_info &);
		void _query_announcements(Query const &);

	public:

		/** Constructor, nothing is known yet */
		explicit Session_infos(Lists lists = Lists::ASK) : _lists(lists) { }

		/**
		 * Ask parents about all sessions that are not known yet
		 *
		 * To be used within the scope of a 'Core::Caller'. What a parent told
		 * is valid as long as the component did not call the parent. So most
		 * is known already when a component is frozen if it was asked for
		 * before. A call that is on its way may deliver a further session, so
		 * the caller repeats the request with a new set until there is
		 * nothing left to ask.
		 *
		 * A parent that does not answer is asked nothing else for some checkpoints.
		 *
		 * \param set  must be obtained anew afterwards
		 *
		 * \return  true if there was something to ask
		 */
		bool ask(Component_set const &set);

		/**
		 * Do the same as 'begin_states' while the components run
		 *
		 * A state that is known in advance is as good as one of frozen components
		 * if they do not call the server until they are frozen. States of
		 * servers that are being called are left for later.
		 */
		bool begin_states_in_advance(Component_set const &);

		/**
		 * Forget the states that were asked for in advance if one of them is not
		 * up to date, the components must be frozen
		 *
		 * \return  true if the states are likely to be up to date once the
		 *          components have run, and the states were asked for again
		 */
		bool check_states();

		/**
		 * Begin to ask servers for the states of sessions, unless they were asked
		 *
		 * The components must be frozen because the states of the sessions
		 * must fit to the ones of the components. 'finish_states' must follow
		 * before anything else is asked.
		 *
		 * \return  true if there was something to ask, of which a part may be
		 *          left for the next time
		 */
		bool begin_states();

		/**
		 * Wait for the states that servers were asked for
		 */
		void finish_states();

		/**
		 * Forget the states, and what concerns objects that are gone
		 *
		 * This ends a checkpoint. What servers did after they told the states
		 * takes effect. What parents told stays known for the next checkpoint.
		 */
		void end_checkpoint();

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

		/** Call 'fn' with the object of each session whose server belongs to the components, too */
		void for_each_inner(auto const &fn) const
		{
			for (auto const &[object, entry] : _infos)
				if (entry.inner)
					fn(*entry.object);
		}

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

		/**
		 * Return how often the components had called the parent of one when the
		 * parent was asked
		 *
		 * \param root  label of the component
		 */
		uint64_t parent_calls(std::string const &root) const
		{
			auto const it = _parents.find(root);
			return it == _parents.end() ? 0 : it->second.calls;
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
		std::vector<std::string> notes() const;
};

#endif /* _RTCR__SESSION_INFOS_H_ */
