/*
 * \brief  Failure of an operation of the host
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__SYSTEM_ERROR_H_
#define _HOST__SYSTEM_ERROR_H_

#include <filesystem>
#include <stdexcept>
#include <string>
#include <system_error>

namespace Host {

	class System_error;

	/**
	 * Return what an error number stands for, and which limit to look at if it
	 * is the one for processes and threads
	 */
	std::string reason_of_refusal(int error_number);
}


/**
 * Failure of an operation of the host
 */
class Host::System_error : public std::runtime_error
{
	private:

		std::string           _operation;
		std::filesystem::path _path;
		int                   _number;

	public:

		/**
		 * Constructor
		 *
		 * \param operation  what failed, a verb that follows "cannot"
		 * \param number     value of 'errno'
		 */
		System_error(std::string operation, std::filesystem::path path, int number);

		std::string const           &operation() const { return _operation; }
		std::filesystem::path const &path()      const { return _path; }

		/**
		 * Return value of 'errno', comparable with 'std::errc' via 'condition'
		 */
		int number() const { return _number; }

		/**
		 * Return portable meaning of the error number
		 */
		std::error_condition condition() const;

		/**
		 * Return text that the host has for the error number
		 */
		std::string reason() const;
};

#endif /* _HOST__SYSTEM_ERROR_H_ */
