/*
 * \brief  What '<start>' and '<route>' nodes say
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__INIT__START_NODE_H_
#define _INCLUDE__INIT__START_NODE_H_

#include <base/affinity.h>
#include <base/env.h>
#include <base/log.h>
#include <base/session_label.h>
#include <cpu_session/cpu_session.h>
#include <os/session_policy.h>
#include <util/arg_string.h>
#include <util/xml_node.h>

namespace Init {

	/** True if children are to be described in the log, defined by the component */
	extern bool config_verbose;

	static inline void warn_insuff_quota(Genode::size_t const avail)
	{
		if (config_verbose)
			Genode::warning("specified quota exceeds available quota, proceeding with ", avail);
	}

	/**
	 * Return priority as number of levels below the highest one
	 *
	 * \param prio_levels  number of levels, 0 if there are none
	 */
	inline long read_priority(Genode::Xml_node start_node, long prio_levels)
	{
		typedef Genode::String<64> Name;

		long const priority = -start_node.attribute_value("priority",
		                                                  (long)Genode::Cpu_session::DEFAULT_PRIORITY);

		if (!priority || priority < prio_levels)
			return priority;

		long const lowest = prio_levels ? prio_levels - 1 : 0;
		Genode::warning(start_node.attribute_value("name", Name()), ": invalid priority ",
		                -priority, ", using ", -lowest);
		return lowest;
	}

	/**
	 * Return part of the affinity space, the whole one if nothing is said
	 *
	 * A location that exceeds the space is cut.
	 */
	inline Genode::Affinity::Location
	read_affinity_location(Genode::Affinity::Space const &space, Genode::Xml_node start_node)
	{
		typedef Genode::Affinity::Location Location;

		if (!start_node.has_sub_node("affinity"))
			return Location(0, 0, space.width(), space.height());

		Genode::Xml_node const node = start_node.sub_node("affinity");

		unsigned const default_width  = node.has_attribute("xpos") ? 1 : space.width(),
		               default_height = node.has_attribute("ypos") ? 1 : space.height();

		return Location((int)Genode::max(0L, node.attribute_value("xpos", 0L)),
		                (int)Genode::max(0L, node.attribute_value("ypos", 0L)),
		                Genode::min(node.attribute_value("width",  default_width),  space.width()),
		                Genode::min(node.attribute_value("height", default_height), space.height()));
	}

	/**
	 * Return bytes of RAM that can be given to children
	 */
	static inline Genode::size_t avail_slack_ram_quota()
	{
		Genode::size_t const preserved = 148*1024;
		Genode::size_t const avail     = Genode::env()->ram_session()->avail();

		return avail > preserved ? avail - preserved : 0;
	}

	/**
	 * Return label as given by the child, without the name in front of it
	 */
	inline char const *skip_label_prefix(char const *child_name, char const *label)
	{
		Genode::size_t const len = Genode::strlen(child_name);

		if (!Genode::strcmp(child_name, label, len))
			label += len;

		return Genode::strcmp(" -> ", label, 4) ? label : label + 4;
	}

	/**
	 * Return true if a service node of a route refers to a session request
	 *
	 * \param args        session arguments
	 * \param child_name  name of the client
	 */
	inline bool service_node_matches(Genode::Xml_node service_node, char const *args,
	                                 char const *child_name, char const *service_name)
	{
		using namespace Genode;

		if (!service_node.has_type("any-service")
		 && !(service_node.has_type("service")
		   && service_node.attribute_value("name", String<64>()) == service_name))
			return false;

		Session_label const label(skip_label_prefix(child_name, label_from_args(args).string()));

		return !Xml_node_label_score(service_node, label).conflict();
	}

	/**
	 * Return true if the arguments are as an '<if-arg>' node demands, if any
	 */
	inline bool service_node_args_condition_satisfied(Genode::Xml_node service_node,
	                                                  char const *args, char const *child_name)
	{
		using namespace Genode;

		if (!service_node.has_sub_node("if-arg"))
			return true;

		typedef String<64> Text;

		Xml_node const condition = service_node.sub_node("if-arg");
		Text     const key       = condition.attribute_value("key",   Text());
		Text     const wanted    = condition.attribute_value("value", Text());

		char value[Session_label::capacity()];
		Arg_string::find_arg(args, key.string()).string(value, sizeof(value), "");

		return wanted == (key == "label" ? skip_label_prefix(child_name, value) : value);
	}
}

#endif /* _INCLUDE__INIT__START_NODE_H_ */
