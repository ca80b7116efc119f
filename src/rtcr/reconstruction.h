/*
 * \brief  Putting components into the state of a snapshot
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__RECONSTRUCTION_H_
#define _RTCR__RECONSTRUCTION_H_

#include <map>
#include <memory>
#include <unordered_set>
#include <vector>

#include <core/cpu_session.h>
#include <core/rom_session.h>
#include <host/process.h>
#include <rtcr/component_set.h>
#include <rtcr/memory_restore.h>
#include <rtcr/progress.h>
#include <rtcr/provenance.h>
#include <rtcr/quota_loans.h>
#include <rtcr/report.h>
#include <rtcr/snapshot.h>

namespace Rtcr {

	struct Preparation;
	class  Reconstruction;
	struct Identity;

	/** The snapshot does not fit to the system or to the component */
	struct Incompatible : std::runtime_error { using std::runtime_error::runtime_error; };

	/** The quota of the component does not suffice */
	struct Out_of_quota : std::runtime_error { using std::runtime_error::runtime_error; };
}


/**
 * What is obtained before anything is changed
 */
struct Rtcr::Preparation
{
	/* sessions opened anew, and dataspaces of ROM sessions among them */
	std::vector<Kernel::Ref<Kernel::Object>> sessions           { };
	std::vector<Kernel::Ref<Kernel::Object>> outside_sessions   { };
	std::vector<Kernel::Ref<Kernel::Object>> outside_dataspaces { };

	/* sessions that a parent knows and the snapshot does not */
	struct Surplus_session
	{
		Kernel::Ref<Kernel::Object> parent;
		Index                       pd;
		uint64_t                    id, donated;
		std::string                 server { };   /* captured component, empty if it is none of them */

		bool inner() const { return !server.empty(); }
	};
	std::vector<Surplus_session> surplus { };

	/* inner sessions that the parents do not know */
	std::vector<Index> adopted { };

	Quota_loans loans { };

	std::vector<Prepared_memory>                memory    { };   /* one for each dataspace */

	/* one for each PD, null if there shall be none or the present one is kept */
	std::vector<std::unique_ptr<Host::Process>> processes { };

	Core::Content_fetcher &fetcher;     /* of memory that comes in on demand */
	Host::Assistant       &assistant;   /* helps to copy */

	Preparation(Snapshot const &snapshot, Core::Content_fetcher &fetcher, Host::Assistant &assistant)
	:
		sessions(snapshot.sessions.size()),
		outside_sessions(snapshot.outsides.size()),
		outside_dataspaces(snapshot.outsides.size()),
		fetcher(fetcher), assistant(assistant)
	{ }
};


/**
 * Objects of kernel and core that take the places of the captured ones
 *
 * An object that still exists is kept, so those who hold capabilities for it
 * go on using it. Missing ones are created, surplus ones destroyed.
 *
 * Used with the kernel lock held throughout. The class offers what the steps
 * of a restore have in common, see 'resources.h' for the steps.
 */
class Rtcr::Reconstruction
{
	private:

		void _check_quotas() const;
		void _check_memory() const;
		void _complete_processes();
		void _stop_threads();
		std::span<uint8_t const> _next_utcb(Core::Pd_session_component const &,
		                                    Kernel::Thread const &) const;
		void _start_processes();

	public:

		Kernel::System       &system;
		Core::Services const &services;
		Snapshot       const &snapshot;
		Preparation          &preparation;
		Component_set  const &set;           /* components as they are now */
		Restore_policy const &policy;
		Provenance     const &provenance;
		bool           const  same_system;   /* the snapshot stems from this run of the system */
		Report               &report;

		/* objects in the order of the lists of the snapshot */
		std::vector<Core::Session *>                  sessions;
		std::vector<Core::Pd_session_component *>     pds;
		std::vector<Core::Cpu_thread_component *>     threads;
		std::vector<Kernel::Gate *>                   gates;
		std::vector<Core::Signal_source_component *>  signal_sources;
		std::vector<Core::Signal_context_component *> signal_contexts;
		std::vector<Core::Region_map_component *>     region_maps;
		std::vector<Core::Ram_dataspace *>            ram_dataspaces;
		std::vector<Core::Rom_dataspace *>            rom_dataspaces;
		std::vector<Kernel::Ref<Kernel::Object>>      outsides;

		/* objects that came into being, for the report */
		std::unordered_set<Kernel::Object const *> created { };

		/**
		 * Threads of others that are blocked in calls to the components
		 */
		struct Detached_call
		{
			Kernel::Ref<Kernel::Thread> client;
			uint64_t                    number;     /* of the call */
			bool                        received;   /* by the server */
		};

		std::vector<Detached_call> detached_calls { };

		/* calls of the components to others, to be sent by the epilogue */
		std::vector<Detached_call> calls_to_outside { };

		/**
		 * Call of a captured thread that somebody else is still serving
		 */
		struct Served_call
		{
			Kernel::Ref<Kernel::Task> server;
			Kernel::Task::Token       token;
			Kernel::Call              call;
		};

		std::map<Index, Served_call> served_calls { };   /* by thread */

		/* number of the call of each captured thread, a fresh one unless it is being served */
		std::vector<uint64_t> call_numbers;

		/* tasks that got a fresh process */
		std::vector<Kernel::Ref<Kernel::Task>> started { };

		uint32_t hold_reason = 0;

		/**
		 * Constructor, finds out what exists
		 *
		 * \throw Incompatible
		 */
		Reconstruction(Kernel::System &, Core::Services const &, Snapshot const &, Preparation &,
		               Component_set const &, Restore_policy const &, Provenance const &, bool same_system,
		               Report &);

		/**
		 * Return true if a component that runs can be put back within its process
		 *
		 * Whatever of the process is not going to be restored must be as in a
		 * fresh one, or of no effect.
		 */
		bool process_suits(Index pd) const;

		/**
		 * Find out whether 'execute' is going to succeed
		 *
		 * Nothing has changed if an exception is thrown.
		 *
		 * \throw Incompatible
		 * \throw Out_of_quota
		 */
		void prepare();

		/**
		 * Bring the components into the captured state, with their threads
		 * held, right after 'prepare'
		 */
		void execute();

		/**
		 * Compare memory and capability spaces with the snapshot
		 *
		 * \param progress  may be null, is called with the kernel lock held
		 *
		 * \return  number of compared bytes
		 *
		 * \throw std::runtime_error  something differs
		 * \throw ...                 what 'progress' throws
		 */
		uint64_t verify(Memory_content const &, Progress const &progress) const;

		/** Return label of a component in the target system */
		std::string label(std::string const &captured) const { return policy.label(captured); }

		/** Return object of a reference, null if there is none or it is dead */
		Kernel::Object *object(Ref const &) const;

		Kernel::Ref<Kernel::Object> object_ref(Ref const &ref) const
		{
			Kernel::Object * const found = object(ref);
			return found ? Kernel::Ref<Kernel::Object>(*found) : Kernel::Ref<Kernel::Object>();
		}

		/** Return dataspace of a reference, null if it does not exist */
		Core::Dataspace_component *dataspace(Ref const &) const;

		/** Return kernel object of a captured thread */
		Kernel::Ref<Kernel::Thread> thread(Index index) const
		{
			return Kernel::Ref<Kernel::Thread>(threads[index]->thread());
		}

		/** Return session of a captured one, which must be of the right type */
		template <typename T>
		T &session(Index index) const { return dynamic_cast<T &>(*sessions[index]); }

		/** Return true if 'live' is the captured object */
		bool identical(Kernel::Object const &live, Object_id captured) const
		{
			return same_system && live.id() == captured;
		}
};

#endif /* _RTCR__RECONSTRUCTION_H_ */
