/*
 * \brief  Routing of session requests according to the configuration
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <routing.h>
#include <util/arg_string.h>

using namespace Init;


namespace {

	typedef String<64> Name;

	bool starts_with(Session_label const &label, Name const &prefix)
	{
		return !strcmp(label.string(), prefix.string(), prefix.length() - 1);
	}

	bool ends_with(Session_label const &label, Name const &suffix)
	{
		size_t const label_len  = label.length();
		size_t const suffix_len = suffix.length();

		return label_len >= suffix_len
		    && !strcmp(label.string() + label_len - suffix_len, suffix.string());
	}
}


bool Routing::_applies(Xml_node const &rule, char const *service, Session_label const &label)
{
	if (rule.has_type("any-service"))
		return true;

	if (!rule.has_type("service") || rule.attribute_value("name", Name()) != service)
		return false;

	if (rule.has_attribute("label")
	 && rule.attribute_value("label", Session_label()) != label)
		return false;

	if (rule.has_attribute("label_prefix")
	 && !starts_with(label, rule.attribute_value("label_prefix", Name())))
		return false;

	return !rule.has_attribute("label_suffix")
	    || ends_with(label, rule.attribute_value("label_suffix", Name()));
}


/*
 * A rule with an '<if-arg>' node is for sessions with the given argument only
 */
bool Routing::_condition_holds(Xml_node const &rule, char const *args, Session_label const &label)
{
	if (!rule.has_sub_node("if-arg"))
		return true;

	Xml_node const condition = rule.sub_node("if-arg");
	Name     const key       = condition.attribute_value("key", Name());

	typedef String<160> Value;
	Value const value = condition.attribute_value("value", Value());

	/* the name of the child does not count */
	if (key == "label")
		return label == value.string();

	char actual[Value::capacity()];
	Arg_string::find_arg(args, key.string()).string(actual, sizeof(actual), "");
	return value == actual;
}


Service *Routing::_wait_for_child_service(char const *name, Server *server)
{
	for (;;) {
		if (Service * const service = _child_services.find(name, server))
			return service;

		/* any announcement of the service is a reason to look again */
		if (!_child_services.wait_for_service(name, &_client, _client_name))
			return nullptr;

		if (_child_services.find(name, server))
			continue;

		error(_client_name, ": the child configured as provider of \"", name,
		      "\" does not announce the service, but another one does");
		return nullptr;
	}
}


Service *Routing::_resolve_target(Xml_node const &target, char const *name)
{
	if (target.has_type("parent"))
		return _parent_services.find(name);

	if (target.has_type("child")) {

		Name const child = target.attribute_value("name", Name());

		Server * const server = _children.find_server(child.string(), name);
		if (!server) {
			error(_client_name, ": route of service \"", name, "\" to child \"", child,
			      "\", which is not there or does not provide the service");
			return nullptr;
		}
		return _wait_for_child_service(name, server);
	}

	if (target.has_type("any-child")) {

		/* nobody should wait for what will never come */
		if (!_children.provided(name))
			return nullptr;

		if (_child_services.is_ambiguous(name)) {
			error(_client_name, ": ambiguous routes to service \"", name, "\"");
			return nullptr;
		}
		return _child_services.wait_for_service(name, &_client, _client_name);
	}
	return nullptr;
}


Service *Routing::resolve(Xml_node const &route, char const *service, char const *args,
                          Session_label const &label)
{
	Service *result  = nullptr;
	bool     decided = false;

	route.for_each_sub_node([&] (Xml_node const &rule) {

		if (decided || !_applies(rule, service, label) || !_condition_holds(rule, args, label))
			return;

		/* a rule for a particular service is final, the wildcard is not */
		decided = rule.has_type("service");

		rule.for_each_sub_node([&] (Xml_node const &target) {

			if (!result)
				result = _resolve_target(target, service);
		});

		decided |= result != nullptr;
	});
	return result;
}
