/*
 * \brief  Standard output and standard error stream
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__OUTPUT_H_
#define _CLI__OUTPUT_H_

#include <string>

namespace Cli {

	/** Write result of the command */
	void print(std::string const &text);

	/** Write line to the people, with the name of the tool in front */
	void complain(std::string const &line);

	/** Write to the people as it is */
	void tell(std::string const &text);

	/** Let others see what was printed so far */
	void flush_output();

	/**
	 * Complete the result
	 *
	 * \throw Failure  it could not be written
	 */
	void finish_output();
}

#endif /* _CLI__OUTPUT_H_ */
