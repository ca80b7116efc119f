/*
 * \brief  Properties of the standard streams
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__TERMINAL_H_
#define _HOST__TERMINAL_H_

namespace Host {

	/**
	 * Return true if somebody watches the standard error stream
	 */
	bool error_stream_is_terminal();

	/**
	 * Return true if standard input and output are a terminal
	 */
	bool streams_are_terminal();
}

#endif /* _HOST__TERMINAL_H_ */
