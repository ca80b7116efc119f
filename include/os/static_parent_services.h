/*
 * \brief  Services of the parent, known when the component is compiled
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__STATIC_PARENT_SERVICES_H_
#define _INCLUDE__OS__STATIC_PARENT_SERVICES_H_

#include <base/service.h>

namespace Genode { template <typename...> class Static_parent_services; }


/**
 * Registry of services that the parent provides
 *
 * \param SESSION_TYPES  types of their sessions
 */
template <typename... SESSION_TYPES>
class Genode::Static_parent_services : public Service_registry
{
	private:

		template <typename SESSION_TYPE>
		struct Entry : Parent_service
		{
			explicit Entry(Service_registry &registry) : Parent_service(SESSION_TYPE::service_name()) {
				registry.insert(this); }
		};

		template <typename...>
		struct Entries { explicit Entries(Service_registry &) { } };

		template <typename HEAD, typename... TAIL>
		struct Entries<HEAD, TAIL...>
		{
			Entry<HEAD>      head;
			Entries<TAIL...> tail;

			explicit Entries(Service_registry &registry) : head(registry), tail(registry) { }
		};

		Entries<SESSION_TYPES...> _entries { *this };

	public:

		Static_parent_services() { }
};

#endif /* _INCLUDE__OS__STATIC_PARENT_SERVICES_H_ */
