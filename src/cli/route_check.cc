/*
 * \brief  Check of the routes of a scenario
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/route_check.h>

#include <string_view>

#include <fmt/format.h>

#include <cli/text.h>

using namespace Cli;


namespace {

	std::string_view kind(pugi::xml_node node) { return node.name(); }

	/**
	 * Call 'fn' with each element within a node
	 */
	void for_each_element(pugi::xml_node parent, auto const &fn)
	{
		for (pugi::xml_node const node : parent.children())
			if (node.type() == pugi::node_element)
				fn(node);
	}
}


std::string Route_check::_whose() const
{
	return _client.empty() ? "default route" : fmt::format("child \"{}\"", _client);
}


/*
 * \param service  empty for any
 */
bool Route_check::_child_fits(pugi::xml_node target, std::string const &service)
{
	std::string const name = target.attribute("name").value();

	Scenario::Child const * const child = _scenario.target(name);

	if (!child) {
		_findings.error(offset(target), name.empty()
			? fmt::format("{}: <child> has no name; add the attribute name=\"...\"", _whose())
			: fmt::format("{}: there is no child \"{}\" to route to; correct the name or add its "
			              "<start> node", _whose(), name));
		return false;
	}

	if (!service.empty() && !child->services.contains(service)) {
		_findings.error(offset(target),
			fmt::format("{}: child \"{}\" does not provide the service \"{}\"; add <service name=\"{}\"/> "
			            "to its <provides> or route elsewhere", _whose(), name, service, service));
		return false;
	}

	if (service.empty() && child->services.empty()) {
		_findings.error(offset(target), fmt::format("{}: child \"{}\" provides no service; add a <provides> "
		                                            "node to it or route elsewhere", _whose(), name));
		return false;
	}

	if (name == _client)
		_findings.warning(offset(target), fmt::format("{}: the child will wait for itself", _whose()));

	return true;
}


/*
 * \return  true if the target could provide the service, or if the reason why
 *          it cannot was reported
 */
bool Route_check::_target_fits(pugi::xml_node target, std::string const &service)
{
	if (kind(target) == "parent")
		return _scenario.parent_services.contains(service);

	if (kind(target) == "any-child")
		return !_scenario.providers(service).empty();

	if (kind(target) == "child")
		_child_fits(target, service);

	return true;
}


void Route_check::_check_service_rule(pugi::xml_node rule)
{
	std::string const service = rule.attribute("name").value();

	if (service.empty()) {
		_findings.error(offset(rule), fmt::format("{}: <service> has no name; add the attribute name=\"...\" "
		                                          "or write <any-service>", _whose()));
		return;
	}

	pugi::xml_node last { };
	bool fits = false, asks_children = false;

	for_each_element(rule, [&] (pugi::xml_node target) {
		if (kind(target) == "if-arg")
			return;

		last           = target;
		fits          |= _target_fits(target, service);
		asks_children |= kind(target) == "any-child";
	});

	if (fits)
		return;

	if (!last)
		_findings.warning(offset(rule), fmt::format("{}: the rule for \"{}\" has no target, sessions will "
		                                            "be denied", _whose(), service));
	else if (!asks_children)
		_findings.error(offset(last),
			fmt::format("{}: the service \"{}\" is routed to the parent, but <parent-provides> does not list "
			            "it; add <service name=\"{}\"/> there or route elsewhere", _whose(), service, service));

	/* in a default route, it does no harm as long as nobody asks */
	else if (_client.empty())
		_findings.warning(offset(last), fmt::format("default route: nobody provides the service \"{}\"", service));
	else
		_findings.error(offset(last), fmt::format("{}: nobody provides the service \"{}\"; add the <start> node "
		                                          "of a server or list the service in its <provides>",
		                                          _whose(), service));
}


void Route_check::_check_any_service_rule(pugi::xml_node rule)
{
	for_each_element(rule, [&] (pugi::xml_node target) {
		if (kind(target) == "child")
			_child_fits(target, ""); });
}


void Route_check::_check_route(pugi::xml_node route)
{
	for_each_element(route, [&] (pugi::xml_node rule) {

		if (kind(rule) == "service")
			_check_service_rule(rule);
		else if (kind(rule) == "any-service")
			_check_any_service_rule(rule);
		else {
			_findings.warning(offset(rule), fmt::format("init ignores <{}> within <{}>",
			                                            rule.name(), route.name()));
			return;
		}

		static std::set<std::string> const known { "parent", "child", "any-child", "if-arg" };

		for_each_element(rule, [&] (pugi::xml_node target) {
			if (!known.contains(target.name()))
				_findings.warning(offset(target), fmt::format("init ignores <{}> within <{}>",
				                                              target.name(), rule.name())); });
	});
}


void Route_check::_check_ambiguity()
{
	std::set<std::string> reported { };

	for (Scenario::Child const &child : _scenario.children)
		for (std::string const &service : child.services) {

			auto const providers = _scenario.providers(service);

			if (providers.size() > 1 && reported.insert(service).second)
				_findings.warning(offset(_scenario.child(providers[1])->node),
					fmt::format("the service \"{}\" is provided by {}, routes to <any-child> do not work "
					            "for it", service, joined(providers, " and ")));
		}
}


Route_check::Route_check(Scenario const &scenario, Findings &findings)
:
	_scenario(scenario), _findings(findings)
{
	_check_route(_scenario.default_route);

	for (Scenario::Child const &child : _scenario.children) {

		_client = child.name;
		_check_route(child.route);

		if (!child.route && !_scenario.default_route)
			_findings.warning(offset(child.node),
				fmt::format("child \"{}\" gets no service, as it has no <route> and there is no "
				            "<default-route>", child.name));
	}
	_check_ambiguity();
}
