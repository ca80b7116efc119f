/*
 * \brief  Routing of session requests according to the configuration
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INIT__ROUTING_H_
#define _INIT__ROUTING_H_

#include <base/service.h>
#include <base/session_label.h>
#include <util/xml_node.h>

namespace Init {

	using namespace Genode;

	class  Routing;
	struct Child_registry;
}


/**
 * Children by name
 */
struct Init::Child_registry
{
	virtual ~Child_registry() { }

	/**
	 * Return server role of a child that is configured to provide a service
	 *
	 * \param name  name of the child
	 *
	 * \return  null if there is no such child or it does not provide the service
	 */
	virtual Server *find_server(char const *name, char const *service) = 0;

	/**
	 * Return true if any child is configured to provide the service
	 */
	virtual bool provided(char const *service) = 0;
};


/**
 * Routes of one child
 *
 * A route consists of rules, each of which applies to a service or to any,
 * and lists targets: the parent, a particular child, or any child. The first
 * target that provides the service is used.
 */
class Init::Routing
{
	private:

		Child_registry   &_children;
		Service_registry &_parent_services;
		Service_registry &_child_services;
		char const * const _client_name;

		/* for waiting until a service becomes available */
		Client _client { };

		static bool _applies(Xml_node const &rule, char const *service,
		                     Session_label const &label);
		static bool _condition_holds(Xml_node const &rule, char const *args,
		                             Session_label const &label);

		Service *_resolve_target(Xml_node const &target, char const *service);
		Service *_wait_for_child_service(char const *service, Server *);

	public:

		Routing(Child_registry &children, Service_registry &parent_services,
		        Service_registry &child_services, char const *client_name)
		:
			_children(children), _parent_services(parent_services),
			_child_services(child_services), _client_name(client_name)
		{ }

		/**
		 * Find provider of a service
		 *
		 * \param route    '<route>' or '<default-route>' node
		 * \param service  service name
		 * \param args     session arguments, '<if-arg>' nodes refer to them
		 * \param label    label of the requested session, without the name of
		 *                 the child
		 *
		 * \return  null if there is no route
		 */
		Service *resolve(Xml_node const &route, char const *service, char const *args,
		                 Session_label const &label);
};

#endif /* _INIT__ROUTING_H_ */
