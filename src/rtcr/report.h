/*
 * \brief  Policy and outcome of a restore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__REPORT_H_
#define _RTCR__REPORT_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <core/label.h>
#include <kernel/mapping.h>
#include <rtcr/progress.h>

namespace Rtcr {

	struct Restore_policy;
	struct Report;
	struct Timing;
}


/**
 * How to restore
 */
struct Rtcr::Restore_policy
{
	/** What becomes of calls across the border that were being served */
	enum class In_flight { RESEND, FAIL };

	In_flight   in_flight = In_flight::RESEND;
	bool        verify    = false;   /* compare with the snapshot before the threads start */
	bool        lazy      = false;   /* do not look at pages before they are needed */
	std::string from { };            /* label of the captured component ... */
	std::string to   { };            /* ... and of the one to restore, both empty if they are equal */

	/* gets the progress of the preparation, may be null */
	Progress progress { };

	/* called with the kernel lock held, when the components are about to continue */
	std::function<void ()> restored { };

	/** Return label in the target system */
	std::string label(std::string const &captured) const
	{
		return !from.empty() && Core::label_belongs(captured, from)
		     ? to + captured.substr(from.size()) : captured;
	}

	/** Return labels in the target system */
	std::vector<std::string> labels(std::vector<std::string> const &captured) const
	{
		std::vector<std::string> result;
		for (std::string const &label : captured)
			result.push_back(this->label(label));

		return result;
	}
};


/**
 * Duration of a part of an operation
 */
struct Rtcr::Timing
{
	std::string name { };
	uint64_t    us = 0;
};


/**
 * What became of each reference
 */
struct Rtcr::Report
{
	enum class Outcome {
		RECREATED,   /* the object belongs to the component and was created anew */
		KEPT,        /* the object exists since the checkpoint */
		REOPENED,    /* session that was requested anew */
		RESOLVED,    /* object that takes the place of the captured one */
		DEAD,        /* the capability refers to nothing */
	};

	struct Entry
	{
		std::string  component;
		Kernel::Slot slot;
		std::string  kind;
		std::string  name;
		Outcome      outcome;
		std::string  detail;
	};

	std::vector<Entry>       entries { };
	std::vector<std::string> notes   { };
	std::vector<Timing>      timings { };
	uint64_t                 verified_bytes = 0;

	static char const *name(Outcome);
};

#endif /* _RTCR__REPORT_H_ */
