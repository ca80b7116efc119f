/*
 * \brief  Check of a scenario before a system is started with it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/scenario_check.h>

#include <fmt/format.h>

#include <cli/route_check.h>
#include <cli/scenario.h>
#include <cli/size.h>
#include <cli/tag_check.h>
#include <cli/text.h>

using namespace Cli;


namespace {

	/* memory that nucleus does not hand out, and that init keeps for itself */
	constexpr uint64_t NUCLEUS_MEMORY = 16u << 20;
	constexpr uint64_t INIT_MEMORY    = 512u << 10;

	std::string directories(std::vector<std::filesystem::path> const &rom_dirs)
	{
		std::vector<std::string> names { };
		for (auto const &directory : rom_dirs)
			names.push_back("'" + directory.string() + "'");

		return joined(names, ", ");
	}

	void check_rom_module(pugi::xml_node node, std::string const &user, std::string const &name,
	                      std::vector<std::filesystem::path> const &rom_dirs, Findings &findings)
	{
		if (rom_module_exists(rom_dirs, name))
			return;

		findings.error(offset(node), rom_dirs.empty()
			? fmt::format("{} needs the ROM module \"{}\", but no directory of ROM modules is known; "
			              "give one by --rom", user, name)
			: fmt::format("{} needs the ROM module \"{}\", which is not in {}; build it, correct the name, "
			              "or add its directory by --rom", user, name, directories(rom_dirs)));
	}

	void check_memory(Scenario const &scenario, uint64_t memory, Findings &findings)
	{
		uint64_t const reserved  = NUCLEUS_MEMORY + INIT_MEMORY;
		uint64_t const available = memory > reserved ? memory - reserved : 0;

		uint64_t sum = 0;
		for (Scenario::Child const &child : scenario.children) {

			if (child.quantum <= available - sum) {
				sum += child.quantum;
				continue;
			}
			findings.error(offset(child.node),
				fmt::format("the RAM quanta up to child \"{}\" exceed the {} that the system can hand out; "
				            "lower them or give more memory by --memory", child.name, format_size(available)));
			return;
		}
	}

	char const *advice(pugi::xml_parse_status status)
	{
		switch (status) {
		case pugi::status_end_element_mismatch:
			return "close each element by an end tag of the same name";
		case pugi::status_bad_attribute:
			return "write attributes as name=\"value\"";
		case pugi::status_bad_comment:
			return "end the comment by '-->'";
		case pugi::status_no_document_element:
			return "write a <config> node";
		default:
			return "correct the XML at this place";
		}
	}

	/**
	 * Return root node, empty if there is no usable one
	 */
	pugi::xml_node config_node(pugi::xml_document const &document, Findings &findings)
	{
		pugi::xml_node const root = document.document_element();

		if (std::string_view(root.name()) != "config") {
			findings.error(offset(root), fmt::format("the root node is <{}>; it must be <config>", root.name()));
			return { };
		}

		for (pugi::xml_node node = root.next_sibling(); node; node = node.next_sibling())
			if (node.type() == pugi::node_element)
				findings.warning(offset(node), fmt::format("<{}> behind the root node is ignored", node.name()));

		return root;
	}
}


bool Cli::rom_module_exists(std::vector<std::filesystem::path> const &rom_dirs, std::string const &name)
{
	if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos)
		return false;

	for (auto const &directory : rom_dirs) {
		std::error_code ignored { };
		if (std::filesystem::is_regular_file(directory / name, ignored))
			return true;
	}
	return false;
}


void Cli::check_scenario(Source_text const &source, Scenario_environment const &env, Findings &findings)
{
	pugi::xml_document document { };

	auto const result = document.load_buffer(source.content.data(), source.content.size(),
	                                         pugi::parse_default, pugi::encoding_utf8);
	if (!result) {
		findings.error(size_t(result.offset), fmt::format("malformed XML ({}); {}", result.description(),
		                                                  advice(result.status)));
		return;
	}

	check_tags(source, findings);

	pugi::xml_node const config = config_node(document, findings);
	if (!config)
		return;

	check_rom_module(config, "the system", env.init, env.rom_dirs, findings);

	if (env.init != "init")
		return;

	Scenario const scenario(config, findings);

	for (Scenario::Child const &child : scenario.children)
		check_rom_module(child.node.child("binary") ? child.node.child("binary") : child.node,
		                 fmt::format("child \"{}\"", child.name), child.binary, env.rom_dirs, findings);

	check_memory(scenario, env.memory, findings);
	Route_check(scenario, findings);
}
