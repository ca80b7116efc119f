/*
 * \brief  Sessions that make up a component or several ones
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__COMPONENT_SET_H_
#define _RTCR__COMPONENT_SET_H_

#include <algorithm>
#include <string>
#include <vector>

#include <core/pd_session.h>
#include <core/services.h>
#include <kernel/thread.h>

namespace Rtcr { class Component_set; }


/**
 * What belongs to components and is captured or restored with them
 *
 * A component starts with the sessions of its environment, which have its
 * label. Further ones are sessions at core that it holds and that were
 * opened on its behalf, which is known by their labels. So the children of
 * a component belong to it.
 *
 * The object is valid as long as the kernel lock is held.
 */
class Rtcr::Component_set
{
	public:

		/** State of what the set was made from */
		struct Version
		{
			uint64_t sessions = 0;   /* at core, changes */
			uint64_t caps     = 0;   /* of the components, changes */

			bool operator == (Version const &) const = default;
		};

	private:

		Core::Session_registry const &_registry;

		std::vector<std::string>                  _roots;
		std::vector<Core::Session *>              _sessions { };
		std::vector<Core::Pd_session_component *> _pds      { };

		Version _version { };

		uint64_t _cap_changes() const;

		void _add(Core::Session &);
		void _add_held_sessions(Core::Pd_session_component const &);

	public:

		/**
		 * Constructor
		 *
		 * \param roots  labels of the components
		 */
		Component_set(Core::Services const &, std::vector<std::string> const &roots);

		/**
		 * Return false if the set, or a capability of the components, may have
		 * changed
		 *
		 * This can be asked at any time with the kernel lock held.
		 */
		bool up_to_date() const
		{
			return _version.sessions == _registry.changes() && _version.caps == _cap_changes();
		}

		Version const &version() const { return _version; }

		/** Labels of the components that the set was made for */
		std::vector<std::string> const &roots() const { return _roots; }

		/** Sessions in the order of their creation */
		std::vector<Core::Session *> const &sessions() const { return _sessions; }

		/** Protection domains in the order of their creation */
		std::vector<Core::Pd_session_component *> const &pds() const { return _pds; }

		bool contains(Core::Session const &) const;
		bool contains(Kernel::Task const &) const;
		bool contains(Kernel::Thread const &thread) const { return contains(*thread.task()); }

		/** Return tasks, which stay valid without the lock */
		std::vector<Kernel::Ref<Kernel::Task>> tasks() const;

		/**
		 * Set of kernel objects
		 */
		class Objects
		{
			private:

				std::vector<Kernel::Object const *> _objects;

			public:

				explicit Objects(std::vector<Kernel::Object const *> &&objects)
				: _objects(std::move(objects)) { std::ranges::sort(_objects); }

				bool contains(Kernel::Object const *object) const
				{
					return std::ranges::binary_search(_objects, object);
				}
		};

		/**
		 * Return dataspaces that the components hold or have attached
		 *
		 * A parent pays for some of its own memory from the account of its
		 * child. This memory does not belong to the child.
		 */
		Objects dataspaces() const;

		using Ram_dataspaces = std::vector<Core::Ram_dataspace *>;

		/** Return those of them that belong to RAM sessions of the components */
		Ram_dataspaces ram_dataspaces(Objects const &dataspaces) const;
		Ram_dataspaces ram_dataspaces() const { return ram_dataspaces(dataspaces()); }
};

#endif /* _RTCR__COMPONENT_SET_H_ */
