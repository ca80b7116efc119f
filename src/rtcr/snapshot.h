/*
 * \brief  Captured state of a component or a subtree of components
 *
 * All objects that belong to the captured components are listed by kind, and
 * refer to each other by their position in these lists. What does not belong
 * to them but is referred to is listed as 'Outside'.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__SNAPSHOT_H_
#define _RTCR__SNAPSHOT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <base/affinity.h>
#include <host/carrier.h>
#include <kernel/mapping.h>
#include <kernel/object.h>
#include <kernel/thread.h>
#include <rtcr_session/rtcr_session.h>

namespace Rtcr {

	using Object_id = Kernel::Object::Id;
	using Index     = uint32_t;

	/** Identifies a run of a system, random */
	using System_id = std::array<uint64_t, 2>;

	struct Ref;
	struct Protection_state;
	struct Session;
	struct Outside;
	struct Inner_session;
	struct Pd;
	struct Thread;
	struct Gate;
	struct Signal_source;
	struct Signal_context;
	struct Region;
	struct Region_map;
	struct Ram_dataspace;
	struct Rom_image;
	struct Page_number;
	struct Rom_dataspace;
	struct Snapshot;
}


/**
 * Reference to a captured object
 */
struct Rtcr::Ref
{
	enum class Kind : uint8_t {
		NONE,                /* no object */
		TASK,                /* of the PD with the given index */
		THREAD,
		GATE,
		IRQ,                 /* blocking semaphore of the signal source */
		SIGNAL_SOURCE,
		SIGNAL_CONTEXT,
		REGION_MAP,
		MANAGED_DATASPACE,   /* representing the region map */
		RAM_DATASPACE,
		ROM_DATASPACE,
		SESSION,             /* session at core */
		OUTSIDE,
	};

	static constexpr unsigned NUM_KINDS = unsigned(Kind::OUTSIDE) + 1;

	Kind  kind  = Kind::NONE;
	Index index = 0;

	bool none() const { return kind == Kind::NONE; }

	bool operator == (Ref const &) const = default;
};


/**
 * What an Rtcr session protects, and how. The checkpoints are not captured.
 */
struct Rtcr::Protection_state
{
	std::vector<std::string>     labels { };
	Genode::Rtcr_session::Policy policy { };

	bool operator == (Protection_state const &) const = default;
};


/**
 * Session at core
 */
struct Rtcr::Session
{
	enum class Service : uint8_t { PD, CPU, RAM, RM, ROM, LOG, RTCR };

	static constexpr unsigned NUM_SERVICES = unsigned(Service::RTCR) + 1;

	Object_id        id = 0;
	Service          service = Service::PD;
	std::string      label { };
	std::string      args  { };      /* as received by core */
	uint64_t         donated = 0;    /* bytes donated by the client */
	uint64_t         used    = 0;    /* bytes of the donation in use */
	uint64_t         ram_quota = 0;  /* RAM: limit of the account */
	uint64_t         ram_used  = 0;  /* RAM: bytes of dataspaces */
	uint64_t         cpu_quota = 0;  /* CPU: share in units of 1/QUOTA_LIMIT */
	Ref              ref_account { };      /* RAM, CPU */
	std::string      log_line { };   /* LOG: beginning of an incomplete line */
	Ref              exception_sigh { };   /* CPU, for RTCR the handler of changes */
	std::string      rom_module { };       /* ROM */
	Genode::Affinity affinity { };

	/* as requested by the component from its parent, empty if unknown */
	std::string requested_args { };

	Protection_state protection { };       /* RTCR */

	static char const *service_name(Service);
};


/**
 * Object that does not belong to the captured components
 */
struct Rtcr::Outside
{
	enum class Role : uint8_t {
		PARENT,              /* parent interface of the PD 'pd' */
		SESSION,             /* session at a server */
		SESSION_DATASPACE,   /* dataspace of the ROM session 'session' */
		ROM_DATASPACE,       /* ROM module that somebody else obtained from core */
		OTHER,
	};

	static constexpr unsigned NUM_ROLES = unsigned(Role::OTHER) + 1;

	Object_id            id = 0;
	Kernel::Object::Kind kind = Kernel::Object::Kind::GATE;
	Role                 role = Role::OTHER;
	std::string          name { };
	std::string          owner { };    /* label of the component that implements it */
	uint64_t             label = 0;    /* gate: label chosen by the server */

	Index pd = 0;                      /* PD that 'PARENT' or 'SESSION' belongs to */

	/* session */
	std::string          service  { };
	std::string          args     { };
	Genode::Affinity     affinity { };
	uint64_t             donated = 0;  /* bytes */
	bool                 has_state = false;
	bool                 state_lost = false;   /* the server did not answer */
	std::vector<uint8_t> state    { };   /* as handed out by the server */
	std::vector<Ref>     state_caps { };

	/* content of a dataspace */
	std::string rom_module { };
	uint64_t    rom_hash = 0;
	Index       session  = 0;    /* 'SESSION_DATASPACE': index of the outside session */
};


/**
 * Session of a captured component at another one that was captured with it
 *
 * The session itself is part of the server. This is what the parent knows.
 */
struct Rtcr::Inner_session
{
	Ref              gate     { };
	Index            pd = 0;           /* of the client */
	std::string      service  { };
	std::string      args     { };
	Genode::Affinity affinity { };
	uint64_t         donated = 0;      /* bytes */
};


/**
 * Entry of a capability space
 */
namespace Rtcr {

	struct Cap_entry
	{
		Kernel::Slot slot = 0;
		Ref          object { };       /* none for a dead capability */
		unsigned     rights = 0;
		uint32_t     deliveries = 0;
	};

	/**
	 * Call that a component has received and not answered
	 *
	 * If somebody outside makes the call in order to serve a captured thread, the
	 * call is going to be repeated along with the one of that thread.
	 */
	struct Call_entry
	{
		struct Request
		{
			int64_t              code = 0;
			std::vector<uint8_t> data { };
			std::vector<Ref>     caps { };
		};

		uint64_t token   = 0;
		Ref      client  { };    /* thread */
		uint64_t number  = 0;
		Ref      server  { };    /* thread */
		Ref      origin  { };    /* captured thread that the client serves, or none */
		Ref      gate    { };    /* the rest is given if there is an origin */
		Request  request { };
	};

	/**
	 * Service that a component announced to its parent
	 */
	struct Announced_service
	{
		std::string name { };
		Ref         root { };
	};
}


/**
 * Protection domain
 */
struct Rtcr::Pd
{
	enum class State : uint8_t {
		NEW,        /* no thread was started yet */
		RUNNING,
		DEAD,       /* the process died */
	};

	static constexpr unsigned NUM_STATES = unsigned(State::DEAD) + 1;

	Index     session = 0;
	State     state   = State::NEW;
	Object_id task_id = 0;
	uint64_t  cap_map = 0;
	Ref       parent { };
	Ref       restored_sigh { };       /* signal context */
	uint64_t  last_token = 0;
	uint64_t  clock = 0;               /* microseconds, as the component sees them */

	Index address_space = 0, stack_area = 0, linker_area = 0;   /* region maps */

	std::vector<Cap_entry>         caps  { };
	std::vector<Call_entry>        calls { };
	std::vector<Announced_service> announced { };

	/* IDs that the parent uses for the sessions that the component opened */
	bool                  session_ids_known = false;
	std::vector<uint64_t> session_ids { };

	/* calls of the parent interface until then, counted by the system of the checkpoint */
	uint64_t parent_calls = 0;
};


struct Rtcr::Thread
{
	Object_id   id = 0;
	Index       cpu_session = 0;
	Index       pd = 0;
	std::string name { };
	unsigned    index = 0;       /* within the task */

	Genode::Affinity::Location location { };
	uint64_t                   weight = 0;
	Ref                        exception_sigh { };

	Kernel::Thread::State state = Kernel::Thread::State::STOPPED;

	bool        paused   = false;
	bool        canceled = false;
	bool        single_step = false;
	uint64_t    call_number  = 0;
	uint32_t    request      = 0;
	uint64_t    remaining_us = 0;    /* sleeping, ~0 for ever */
	Ref         gate   { };          /* called gate */
	Ref         server { };          /* thread that got or gets the call */
	Ref         irq    { };
	Host::Fault fault  { };

	std::vector<Index> senders { };  /* captured threads that wait to call this one */

	/* state within the process */
	Host::Carrier::State carrier { };
	std::vector<uint8_t> utcb       { };   /* start of the UTCB, the rest is zero */
	std::vector<uint8_t> save_stack { };   /* from 'carrier.frame.address' to its end */

	bool has_carrier() const { return state != Kernel::Thread::State::STOPPED; }
};


struct Rtcr::Gate
{
	Object_id   id = 0;
	Index       pd = 0;
	std::string name { };
	uint64_t    label = 0;
	Ref         server { };      /* thread */
};


struct Rtcr::Signal_source
{
	Object_id          id = 0, irq_id = 0;
	Index              pd = 0;
	uint64_t           irq_count = 0;
	Ref                attached { };     /* thread */
	std::vector<Index> queue { };        /* contexts with pending signals, in order */
};


struct Rtcr::Signal_context
{
	Object_id id = 0;
	Index     pd = 0;
	Index     source = 0;
	uint64_t  imprint = 0;
	uint64_t  pending = 0;
};


struct Rtcr::Region
{
	uint64_t addr = 0, size = 0, offset = 0;
	Ref      dataspace { };
	bool     executable = false;
};


struct Rtcr::Region_map
{
	enum class Role : uint8_t { ADDRESS_SPACE, STACK_AREA, LINKER_AREA, RM_SESSION };

	static constexpr unsigned NUM_ROLES = unsigned(Role::RM_SESSION) + 1;

	struct Faulter
	{
		Ref      thread { };
		unsigned type = 0;       /* 'Genode::Region_map::State::Fault_type' */
		uint64_t addr = 0;
	};

	Object_id            id = 0, dataspace_id = 0;   /* the latter 0 if there is none */
	Role                 role  = Role::ADDRESS_SPACE;
	Index                owner = 0;                  /* PD, or RM session for 'RM_SESSION' */
	uint64_t             size  = 0;
	Ref                  fault_handler { };
	std::vector<Region>  regions  { };
	std::vector<Faulter> faulters { };
};


struct Rtcr::Ram_dataspace
{
	/** Pages with content, all others are zero */
	struct Run
	{
		uint64_t first_page = 0;
		uint64_t count      = 0;
		uint64_t data_page  = 0;   /* number of the first one, see 'Page_number' */

		bool operator == (Run const &) const = default;
	};

	Object_id        id = 0;
	Index            ram_session = 0;
	uint64_t         size = 0;
	std::vector<Run> content { };

	bool operator == (Ram_dataspace const &) const = default;
};


/**
 * ROM module with pages that are the same as those of dataspaces
 */
struct Rtcr::Rom_image
{
	std::string module { };
	uint64_t    hash = 0;    /* XXH3 of the content */
	uint64_t    pages = 0;   /* zero from the end of the content on */

	bool operator == (Rom_image const &) const = default;
};


/**
 * Where a page of a dataspace is
 *
 * Numbers below 2^32 are those of pages of the snapshot. Others have the number of
 * a ROM image plus 1 in the upper half, and the number of a page there in the lower.
 */
struct Rtcr::Page_number
{
	static constexpr unsigned IMAGE_SHIFT    = 32;
	static constexpr uint64_t MAX_PAGES      = 1ull << IMAGE_SHIFT;   /* of a snapshot, and of an image */
	static constexpr uint64_t MAX_ROM_IMAGES = 1u << 16;

	uint64_t value;

	static Page_number of_rom_image(Index image, uint64_t page)
	{
		return { (uint64_t(image) + 1) << IMAGE_SHIFT | page };
	}

	bool of_rom_image() const { return value >> IMAGE_SHIFT; }

	/** Return number of the ROM image, must be a page of one */
	uint64_t image() const { return (value >> IMAGE_SHIFT) - 1; }

	/** Return number of the page within its ROM image, or within the snapshot */
	uint64_t page() const { return uint32_t(value); }
};


/**
 * Dataspace of a captured ROM session
 */
struct Rtcr::Rom_dataspace
{
	Object_id   id = 0;
	Index       session = 0;
	std::string module { };
	uint64_t    hash = 0;
	uint64_t    size = 0;
};


struct Rtcr::Snapshot
{
	/*
	 * Versions of the external form. Version 1 has no ROM images.
	 */
	static constexpr uint32_t OLDEST_VERSION = 1;
	static constexpr uint32_t VERSION        = 2;

	std::vector<std::string> components { };   /* labels of the components at the roots */
	System_id   system { };
	uint64_t    time_us = 0;        /* since the start of the system */
	uint64_t    pause_us = 0;       /* that the components were frozen, 0 if unknown */
	uint64_t    stub_hash = 0;      /* program that threads may be interrupted in */
	std::string cpu_features { };   /* extended state that the CPU saves */
	uint64_t    page_count = 0;     /* pages of data that belong to the snapshot */

	std::vector<Rom_image> rom_images { };

	std::vector<Session>        sessions        { };
	std::vector<Outside>        outsides        { };
	std::vector<Inner_session>  inner_sessions  { };
	std::vector<Pd>             pds             { };
	std::vector<Thread>         threads         { };
	std::vector<Gate>           gates           { };
	std::vector<Signal_source>  signal_sources  { };
	std::vector<Signal_context> signal_contexts { };
	std::vector<Region_map>     region_maps     { };
	std::vector<Ram_dataspace>  ram_dataspaces  { };
	std::vector<Rom_dataspace>  rom_dataspaces  { };

	/** Return number of objects of a kind */
	size_t count(Ref::Kind) const;

	std::string const &pd_label(Index pd) const { return sessions[pds[pd].session].label; }

	/** Return PD that a component at a root started with */
	std::optional<Index> root_pd(std::string const &component) const;

	/** Return label of the component at a root that something belongs to, empty if there is none */
	std::string root(std::string const &label) const;

	/** Return total size of the dataspaces in bytes */
	uint64_t ram_size() const;

	/** Return number of pages of dataspaces that are in ROM images */
	uint64_t rom_page_count() const;
};

#endif /* _RTCR__SNAPSHOT_H_ */
