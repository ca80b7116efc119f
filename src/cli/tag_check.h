/*
 * \brief  Check of XML for what the parser of components would miss
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__TAG_CHECK_H_
#define _CLI__TAG_CHECK_H_

#include <cli/findings.h>

namespace Cli {

	/**
	 * Look through well-formed XML
	 *
	 * The parser that components use ('util/xml_node.h') knows a part of XML
	 * and silently takes a tag that it does not understand as text.
	 */
	void check_tags(Source_text const &, Findings &);
}

#endif /* _CLI__TAG_CHECK_H_ */
