/*
 * \brief  What the host offers, and what each lack costs
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__DIAGNOSIS_H_
#define _HOST__DIAGNOSIS_H_

#include <filesystem>
#include <string>
#include <vector>

namespace Host {

	struct Finding
	{
		enum class Severity {
			OK,
			LIMITED,   /* things work, but slower or with less comfort */
			MISSING,   /* systems cannot run */
		};

		Severity    severity;
		std::string subject;   /* like "userfaultfd" */
		std::string state;     /* what was found */
		std::string cost;      /* what the lack costs, empty if there is none */
		std::string advice;    /* what to do about it, empty if there is none */
	};

	/**
	 * Examine kernel, limits, and permissions of the host
	 *
	 * Nothing is changed, and no privilege is needed.
	 */
	std::vector<Finding> diagnose();

	/** Return true if this user may create files in a directory that exists */
	bool writable_directory(std::filesystem::path const &);
}

#endif /* _HOST__DIAGNOSIS_H_ */
