/*
 * \brief  Results of restores from files
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/report/report.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/failure.h>
#include <cli/output_file.h>

using namespace Cli;


Control::Restore_result Cli::read_restore_result(std::filesystem::path const &path)
{
	using Json = nlohmann::json;

	try {
		Json const json = Json::parse(input_file(path));

		Control::Restore_result result { .label          = json.at("label").get<std::string>(),
		                                 .verified_bytes = json.at("verified_bytes").get<uint64_t>() };

		for (Json const &entry : json.at("report"))
			result.report.push_back({ .component = entry.at("component").get<std::string>(),
			                          .slot      = entry.at("slot").get<uint32_t>(),
			                          .kind      = entry.at("kind").get<std::string>(),
			                          .name      = entry.at("name").get<std::string>(),
			                          .outcome   = entry.at("outcome").get<std::string>(),
			                          .detail    = entry.at("detail").get<std::string>() });

		for (Json const &note : json.at("notes"))
			result.notes.push_back(note.get<std::string>());

		for (Json const &phase : json.at("phases"))
			result.phases.push_back({ .name = phase.at("name").get<std::string>(),
			                          .us   = phase.at("us").get<uint64_t>() });
		return result;

	} catch (Json::exception const &error) {
		throw Failure(fmt::format("'{}' is not what 'recap restore --json' writes: {}", path.string(),
		                          error.what()));
	}
}
