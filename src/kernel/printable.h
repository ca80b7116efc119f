/*
 * \brief  Text of components for terminals
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__PRINTABLE_H_
#define _KERNEL__PRINTABLE_H_

#include <string>
#include <string_view>

namespace Kernel {

	/**
	 * Return line of text that cannot do more to a terminal than to show up
	 *
	 * Tabs, valid UTF-8, and the sequences that select colours (ECMA-48, SGR)
	 * stay. Each other control character, a line break included, and each byte
	 * that is no text becomes a question mark.
	 */
	std::string printable(std::string_view);
}

#endif /* _KERNEL__PRINTABLE_H_ */
