/*
 * \brief  What the control protocol speaks about
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONTROL__TYPES_H_
#define _CONTROL__TYPES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <control/limits.h>
#include <control/pause_histogram.h>
#include <host/file.h>

namespace Control {

	enum class Error_code : uint8_t {
		INVALID_REQUEST,     /* malformed or contradictory */
		UNKNOWN_COMPONENT,   /* no component has this name */
		AMBIGUOUS_NAME,      /* several components match */
		WRONG_STATE,         /* e. g. the component is dead, or not started yet */
		INVALID_SNAPSHOT,    /* metadata or page data that no engine has written */
		INCOMPATIBLE,        /* e. g. another binary or CPU */
		OUT_OF_QUOTA,
		OUT_OF_MEMORY,
		UNSUPPORTED,         /* holds something that cannot be captured */
		FAILED,
		CANCELLED,           /* the client gave up the request */
	};

	static constexpr unsigned NUM_ERROR_CODES = unsigned(Error_code::CANCELLED) + 1;

	/** Return name of the error code for people and programs, like "unknown-component" */
	char const *name(Error_code);

	struct Request_failed;
	struct Pause;
	struct Checkpoint_cost;
	struct System_cost;
	struct Component_status;
	struct Session;
	struct Log_line;
	struct Capability;
	struct Image;
	struct Phase;
	struct Checkpoint_options;
	struct Inherited_pages;
	struct Checkpoint_result;
	struct Restore_options;
	struct Report_entry;
	struct Restore_result;
}


/**
 * Answer to a request that cannot be satisfied
 */
struct Control::Request_failed : std::runtime_error
{
	Error_code const code;

	Request_failed(Error_code code, std::string const &message)
	: std::runtime_error(message), code(code) { }
};


/**
 * Checkpoint that was taken of a component
 */
struct Control::Pause
{
	uint64_t ago_us   = 0;   /* time since its end */
	uint64_t pause_us = 0;   /* how long the component was frozen */
};


/**
 * What the checkpoints of a component have taken so far
 */
struct Control::Checkpoint_cost
{
	Pause_histogram pauses { };
	uint64_t over_budget   = 0;    /* number of pauses that were longer than they may be */
	uint64_t obtaining     = 0;    /* number of pauses in which nucleus requested memory */
	uint64_t work_us       = 0;    /* time of all captures */
	uint64_t copy_bytes    = 0;    /* memory for the latest copies of its pages */
	uint64_t history_bytes = 0;    /* memory for earlier copies that are still needed */
};


/**
 * What checkpoints take of the whole system
 */
struct Control::System_cost
{
	uint64_t copy_limit = 0;    /* bytes that copies of pages may take */
	uint64_t copy_taken = 0;    /* bytes that were obtained from the host for them */
	uint64_t copy_used  = 0;    /* bytes in use */
	uint64_t cpu_us     = 0;    /* processor time of nucleus, whatever it did */
};


struct Control::Component_status
{
	enum class State : uint8_t { NEW, RUNNING, DEAD };

	static constexpr unsigned NUM_STATES = unsigned(State::DEAD) + 1;

	std::string label { };          /* path of the component, like "init -> timer" */
	State       state = State::NEW;
	uint64_t    pid         = 0;    /* process at the host, 0 if there is none */
	uint32_t    threads     = 0;
	uint32_t    caps        = 0;    /* used slots of the capability space */
	uint64_t    ram_quota   = 0;    /* bytes */
	uint64_t    ram_used    = 0;    /* bytes */
	uint32_t    checkpoints = 0;    /* taken since the start of the system */
	uint32_t    restores    = 0;

	std::vector<Pause> pauses { };  /* of the latest checkpoints, the last one at the end */

	Checkpoint_cost cost { };
};


/**
 * Session of a component
 */
struct Control::Session
{
	std::string client  { };    /* label of the component */
	std::string service { };    /* like "Timer" */
	std::string server  { };    /* label of the component that provides it, or "core" */
	std::string args    { };    /* like "ram_quota=8192, label=\"timer\"" */
	uint64_t    donated = 0;    /* at core: bytes that the client donated */
	uint64_t    used    = 0;    /* at core: bytes of the donation in use */
};


/**
 * Line of the system's log
 */
struct Control::Log_line
{
	uint64_t    number  = 0;    /* counts from 1, without gaps */
	uint64_t    time_us = 0;    /* microseconds since 1970-01-01 00:00 UTC */
	std::string text    { };    /* like "[init -> timer] text" */
};


/**
 * Slot of a capability space, as printed by 'recap caps'
 */
struct Control::Capability
{
	uint32_t                slot = 0;
	std::string             kind   { };   /* "Gate", "Irq", "Thread", "Task", …, empty for a dead slot */
	std::string             name   { };   /* debug name of the object */
	std::optional<uint64_t> label  { };   /* gate: as chosen by its server */
	std::string             rights { };   /* like "rw" */
	std::string             owner  { };   /* component that implements the object */
	std::vector<std::string> holders { }; /* all components that hold the object */
	std::string             attached { }; /* Irq: "component thread" that it is attached to */
	uint32_t                deliveries = 0;   /* times that the kernel handed out the slot */
	std::optional<uint32_t> map_count { };    /* reference count of the component's own map */
};


/**
 * Snapshot in transit: metadata and pages
 */
struct Control::Image
{
	enum class Content : uint8_t {
		PAGES,          /* 'page_count' pages of 4096 bytes from offset 0 of a file in memory */
		SNAPSHOT_FILE   /* the pages in a file as defined by doc/snapshot-format.md, and its ancestors */
	};

	/** Open snapshot file that pages are inherited from */
	struct Ancestor
	{
		Host::File  file;
		std::string name { };   /* for messages */
	};

	static constexpr unsigned NUM_CONTENTS = unsigned(Content::SNAPSHOT_FILE) + 1;

	std::vector<std::byte> metadata { };   /* as defined by 'rtcr/snapshot.capnp' */
	Host::File             pages;
	uint64_t               page_count = 0;
	Content                content    = Content::PAGES;
	std::string            name       { };   /* of the snapshot file, for messages */
	std::vector<Ancestor>  ancestors  { };   /* parent of the snapshot, its parent, and so on */

	/** Ancestors that an image can have, a longer chain has to be handed over as pages */
	static constexpr size_t MAX_ANCESTORS = MAX_FILES - 1;

	/** Return all files that accompany the image */
	std::vector<Host::File const *> files() const
	{
		std::vector<Host::File const *> result { &pages };
		for (Ancestor const &ancestor : ancestors)
			result.push_back(&ancestor.file);
		return result;
	}
};


/**
 * How long a part of an operation took
 */
struct Control::Phase
{
	std::string name { };
	uint64_t    us = 0;
};


struct Control::Checkpoint_options
{
	uint64_t max_pause_us = 0;   /* budget for the pause, 0 for none */

	/**
	 * Number of an earlier checkpoint of the components whose pages the client
	 * has, 0 for none
	 */
	uint64_t base = 0;

	/**
	 * Age in microseconds that the checkpoint may have, 0 to capture the
	 * components in any case
	 *
	 * If checkpoints of the components are kept in memory, because they are
	 * captured periodically, the latest one is taken unless it is older.
	 */
	uint64_t max_age_us = 0;
};


/**
 * Pages of a checkpoint that an earlier one has as well
 */
struct Control::Inherited_pages
{
	uint64_t page      = 0;   /* number of the first one */
	uint64_t base_page = 0;   /* its number in the earlier checkpoint */
	uint64_t count     = 0;
};


struct Control::Checkpoint_result
{
	std::string        label { };   /* of the captured component */
	Image              image;       /* with all pages that are not inherited */
	uint64_t           pause_us = 0;
	std::vector<Phase> phases { };

	std::vector<std::string> notes { };   /* for people */

	uint64_t number = 0;   /* of the checkpoint, the same as before if it is the same one */
	uint64_t base   = 0;   /* number of the one with the inherited pages, 0 if there are none */

	std::vector<Inherited_pages> inherited { };   /* in ascending order */

	/** Return number of pages, the inherited ones included */
	uint64_t num_pages() const
	{
		uint64_t sum = image.page_count;
		for (Inherited_pages const &pages : inherited)
			sum += pages.count;
		return sum;
	}
};


struct Control::Restore_options
{
	/**
	 * What becomes of calls that were being served when the snapshot was taken
	 */
	enum class In_flight : uint8_t { RESEND, FAIL };

	static constexpr unsigned NUM_IN_FLIGHT = unsigned(In_flight::FAIL) + 1;

	In_flight   in_flight = In_flight::RESEND;
	bool        verify    = false;   /* compare the memory with the snapshot before the threads start */
	bool        lazy      = false;   /* look at pages when they are needed only */
	std::string target { };          /* component to restore, the captured one if empty */
	std::string clone  { };          /* name of a new component to restore to, none if empty */
};


/**
 * Fate of a reference in a restore
 */
struct Control::Report_entry
{
	std::string component { };   /* whose capability space */
	uint32_t    slot = 0;
	std::string kind { };
	std::string name { };
	std::string outcome { };     /* "recreated", "kept", "reopened", "resolved", "dead" */
	std::string detail  { };
};


struct Control::Restore_result
{
	std::string               label { };
	std::vector<Report_entry> report   { };
	std::vector<std::string>  notes    { };      /* e. g. calls that were sent again */
	uint64_t                  verified_bytes = 0;   /* compared and found equal */
	std::vector<Phase>        phases   { };
};

#endif /* _CONTROL__TYPES_H_ */
