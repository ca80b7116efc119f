/*
 * \brief  Checkpoint/restore engine
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__ENGINE_H_
#define _RTCR__ENGINE_H_

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <core/caller.h>
#include <core/rom_fs.h>
#include <core/services.h>
#include <host/extended_state_layout.h>
#include <host/page_file.h>
#include <rtcr/freezer.h>
#include <rtcr/known_components.h>
#include <rtcr/memory_capture.h>
#include <rtcr/open_sessions.h>
#include <rtcr/page_collection.h>
#include <rtcr/prefetcher.h>
#include <rtcr/provenance.h>
#include <rtcr/reconstruction.h>

namespace Rtcr {

	class  Engine;
	struct Checkpoint_cost;
	struct Kept_checkpoint;
	struct Checkpoint;
	struct Capture_options;
	struct Storage_options;

	/** The component cannot be checkpointed or restored in its current state */
	struct Wrong_state : std::runtime_error { using std::runtime_error::runtime_error; };

	/** A component died while it was being captured */
	struct Died : Wrong_state
	{
		Died() : Wrong_state("a component died while it was being captured") { }
	};

	/** There is no such component */
	struct Unknown_component : std::runtime_error
	{
		explicit Unknown_component(std::string const &label)
		: std::runtime_error("there is no component \"" + label + "\"") { }
	};
}


/**
 * What a checkpoint took
 */
struct Rtcr::Checkpoint_cost
{
	uint64_t pause_us = 0;   /* time that the components were stopped */
	uint64_t total_us = 0;   /* time of the whole capture */

	uint64_t copy_pages    = 0;   /* kept of the components' memory as it was */
	uint64_t history_pages = 0;   /* kept of it because of earlier checkpoints */

	bool     over_budget = false;   /* the pause was longer than it may be */

	uint64_t heap_requests = 0;     /* for memory of nucleus, in the pause */
};


/**
 * Captured components, kept in memory
 *
 * The content of memory is shared with other checkpoints, so it takes as much
 * as has changed since. The object can be destructed at any time by any
 * thread, also after the engine.
 */
struct Rtcr::Kept_checkpoint
{
	Snapshot                    snapshot;    /* without the places of pages in a file */
	std::vector<Memory_version> memory;      /* in the order of the dataspaces */
	Checkpoint_cost             cost;
	std::vector<Timing>         timings;
	std::vector<std::string>    notes;

	/** Return number of pages with content, shared ones included */
	uint64_t num_pages() const;

	using Ref = std::shared_ptr<Kept_checkpoint const>;
};


/**
 * Captured components, ready to be stored
 */
struct Rtcr::Checkpoint
{
	bool                     captured;    /* as opposed to one that was kept in memory */
	uint64_t                 number;      /* counts the checkpoints to be stored */
	uint64_t                 base;        /* number of the one with the inherited pages, or 0 */
	std::vector<Inherited_pages> inherited;
	Snapshot                 snapshot;
	Host::Page_file          pages;       /* all that are not inherited, in their order */
	Checkpoint_cost          cost;
	std::vector<Timing>      timings;
	std::vector<std::string> notes;
};


struct Rtcr::Capture_options
{
	/**
	 * Number of pages to copy while the components stand still
	 *
	 * If no more than this are expected to have been written since the last
	 * checkpoint, they are not copied in rounds before the pause unless that
	 * seems to pay off (see 'Precopy_policy'). This makes the components faster,
	 * but the pause longer.
	 */
	uint64_t tolerated_pages = 0;

	/** Time from one checkpoint to the next in microseconds, 0 if they are not periodic */
	uint64_t interval_us = 0;

	/**
	 * Budget for the pause in microseconds, 0 for none
	 *
	 * Pages are copied before the pause until it is expected to fit. If it
	 * cannot fit, or did not, the notes of the checkpoint say so.
	 */
	uint64_t max_pause_us = 0;

	/** Gets the progress, may be null */
	Progress progress { };
};


struct Rtcr::Storage_options
{
	/**
	 * Number of a checkpoint of the same components that was stored, 0 for none
	 *
	 * Pages that it has are left out, unless it was forgotten meanwhile.
	 */
	uint64_t base = 0;

	/**
	 * Age in microseconds that the checkpoint may have, 0 to capture the
	 * components in any case
	 *
	 * The latest one that 'capture' has returned is taken if it is not older,
	 * and somebody keeps it.
	 */
	uint64_t max_age_us = 0;
};


/**
 * Mechanism for checkpointing and restoring components
 *
 * One operation is executed at a time. The methods are called by threads of
 * nucleus, without the kernel lock.
 */
class Rtcr::Engine
{
	private:

		/* patience with the parents and servers of components */
		static constexpr std::chrono::milliseconds CALL_TIMEOUT { 2000 };

		Kernel::System &_system;
		Core::Services &_services;
		Core::Rom_fs   &_rom_fs;
		Host::Arena    &_arena;

		std::mutex _operation { };

		/* labels of clones that are being created, protected by the kernel lock */
		std::set<std::string> _clones { };

		Memory_images _images;
		Prefetcher    _prefetcher { _system };

		/**
		 * Checkpoint that was written to a file
		 */
		struct Written
		{
			uint64_t             number;
			Snapshot             snapshot;   /* with the places of pages */
			Kept_checkpoint::Ref kept;
		};

		/* latest ones of different components, newest last */
		std::list<Written> _written { };
		uint64_t           _num_written = 0;

		/* latest ones of different components that somebody may keep */
		std::map<std::vector<std::string>, std::weak_ptr<Kept_checkpoint const>> _kept { };

		System_id const _system_id;
		uint64_t  const _stub_hash;

		Host::Extended_state_layout const _cpu_features;

		Provenance _provenance { };

		Known_sets _known { };

		/*
		 * Identities of nucleus in calls, one for each call at a time. Replies must
		 * not share slots, because each one gives up the slots it has seen.
		 */
		std::vector<Kernel::Ref<Kernel::Task>> _tasks { };
		std::vector<Core::Caller::Thread>      _threads { };

		Component_set _component_set(std::vector<std::string> const &labels) const;

		std::unique_ptr<Known_components> _take_known(std::vector<std::string> const &labels);

		static void _check_existence(Component_set const &);
		static bool _running(Component_set const &);

		void _check_compatibility(Snapshot const &, Page_archive const &) const;
		static void _check_running(Component_set const &);

		Memory_content _archived(Snapshot const &, std::shared_ptr<Page_archive> const &);

		struct Frozen;

		uint64_t _heap_requests();

		void _await_parents(Kernel::Lock_guard &, Known_components &);
		void _freeze(Kernel::Lock_guard &, Known_components &, Memory_capture &, Frozen &);
		void _pause(Kernel::Lock_guard &, Known_components &, Memory_capture &, Frozen &);

		Kept_checkpoint _capture_once(Kernel::Lock_guard &, std::vector<std::string> const &labels,
		                              Capture_options const &);
		Kept_checkpoint _capture(Kernel::Lock_guard &, std::vector<std::string> const &labels,
		                         Capture_options const &);

		Kept_checkpoint::Ref _latest_kept(std::vector<std::string> const &labels,
		                                  uint64_t max_age_us) const;

		void _remember(Written &&);
		Written const *_remembered(Snapshot const &) const;
		Written const *_remembered(Kept_checkpoint const &, uint64_t base) const;

		Checkpoint _collected(Kept_checkpoint::Ref const &, bool captured, Written const *base,
		                      Progress const &);

		Report _restore(Kernel::Lock_guard &, Component_view &, Snapshot const &,
		                Memory_content const &, Restore_policy const &);

	public:

		/**
		 * Constructor
		 *
		 * \param stub_hash     identifies the program that each process starts
		 *                      with, where threads may be interrupted
		 * \param cpu_features  layout of saved registers
		 */
		Engine(Kernel::System &, Core::Services &, Core::Rom_fs &, Host::Arena &, Host::Write_tracking &,
		       uint64_t stub_hash, Host::Extended_state_layout const &cpu_features);

		~Engine();

		/**
		 * Obtain memory for copies from now on before it is needed
		 *
		 * \throw std::system_error  there is no further thread
		 */
		void obtain_memory_in_advance();

		/**
		 * Capture components, which go on running, and keep the result in memory
		 *
		 * Memory that was captured before is copied again only where it was
		 * written.
		 *
		 * \param labels  labels of the components
		 *
		 * \throw Unknown_component
		 * \throw Wrong_state
		 * \throw Unsupported
		 * \throw Freezer::Failed
		 * \throw Host::System_error
		 */
		Kept_checkpoint::Ref capture(std::vector<std::string> const &labels,
		                             Capture_options const & = { });

		/** Memory for copies of pages, in bytes */
		struct Copies
		{
			uint64_t limit;   /* that may be obtained from the host */
			uint64_t taken;   /* from the host */
			uint64_t used;
		};

		Copies copies();

		/**
		 * Capture components as 'capture' does, the result is ready to be stored
		 *
		 * \throw  as 'capture' does
		 */
		Checkpoint checkpoint(std::vector<std::string> const &labels, Capture_options const & = { },
		                      Storage_options const & = { });

		/**
		 * Put components into the state of a checkpoint that was kept, exceptions
		 * as below
		 */
		Report restore(Kept_checkpoint const &, Restore_policy const &);

		/**
		 * Put components into a captured state
		 *
		 * Unless the policy is lazy, all pages are checked first. If an exception
		 * is thrown, the components are as they were.
		 *
		 * \throw Core::Content_lost  pages are damaged
		 * \throw Unknown_component
		 * \throw Incompatible
		 * \throw Out_of_quota
		 * \throw Freezer::Failed
		 * \throw Host::Arena::Out_of_memory
		 */
		Report restore(Snapshot const &, std::shared_ptr<Page_archive> const &,
		               Restore_policy const &);

		/**
		 * Return sessions of all components
		 */
		std::vector<Open_session> sessions();

		/**
		 * Start another instance of a component from a snapshot
		 *
		 * The new component is a child of the same parent, with sessions of
		 * its own.
		 *
		 * \param name  name of the new component, without the one of the parent
		 *
		 * \return  label of the new component, and report
		 *
		 * \throw Core::Content_lost
		 * \throw Unknown_component  the original does not exist, of which the
		 *                           parent takes the configuration
		 * \throw Wrong_state        the name is in use
		 * \throw Incompatible
		 * \throw Out_of_quota
		 */
		std::pair<std::string, Report> clone(Snapshot const &, std::shared_ptr<Page_archive> const &,
		                                     Restore_policy const &, std::string const &name);

		/**
		 * Remove a component that 'clone' created
		 *
		 * \throw Unknown_component
		 * \throw Wrong_state  the component is not a clone
		 */
		void remove_clone(std::string const &label);

		/**
		 * Return true if the threads of a new component come from a snapshot
		 *
		 * Called with the kernel lock held.
		 */
		bool takes_over(std::string const &label) const { return _clones.contains(label); }

		/**
		 * Return true if all these components exist and have a process
		 *
		 * Called with the kernel lock held.
		 */
		bool running(std::vector<std::string> const &labels) const;

		/**
		 * Kill the process of a component, its sessions stay
		 *
		 * \throw Unknown_component
		 * \throw Wrong_state
		 */
		void kill(std::string const &label);
};

#endif /* _RTCR__ENGINE_H_ */
