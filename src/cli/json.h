/*
 * \brief  Output for programs
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__JSON_H_
#define _CLI__JSON_H_

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <control/types.h>

namespace Cli {

	using Json = nlohmann::ordered_json;

	/*
	 * Labels of gates are texts like "0x2a", because programs commonly read
	 * numbers as floating-point values, which lack the range
	 */
	Json json(std::vector<Control::Component_status> const &);
	Json json(std::vector<Control::Capability> const &);
	Json json(std::vector<Control::Session> const &);
	Json cost_json(std::vector<Control::Component_status> const &, Control::System_cost const &);
	Json json(Control::Log_line const &);
	Json json(std::vector<Control::Phase> const &);
	Json json(Control::Restore_result const &);

	/**
	 * Return text, which is valid UTF-8 whatever the content
	 */
	std::string text(Json const &);

	/**
	 * Return text as 'text' does, in one line
	 */
	std::string line(Json const &);
}

#endif /* _CLI__JSON_H_ */
