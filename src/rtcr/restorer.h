/*
 * \brief  Course of a restore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__RESTORER_H_
#define _RTCR__RESTORER_H_

#include <map>

#include <core/caller.h>
#include <rtcr/component_view.h>
#include <rtcr/freezer.h>
#include <rtcr/immediate_content.h>
#include <rtcr/parent_calls.h>
#include <rtcr/prefetcher.h>
#include <rtcr/reconstruction.h>

namespace Rtcr { class Restorer; }


/**
 * One restore, from the preparation to the moment the threads go on
 *
 * The preparation may fail, and is undone in this case. It obtains all that
 * the reconstruction consumes, so nothing can fail from there on.
 */
class Rtcr::Restorer
{
	private:

		Kernel::System        &_system;
		Core::Services        &_services;
		Host::Arena           &_arena;
		Kernel::Lock_guard    &_lock;
		Component_view        &_components;
		Snapshot        const &_snapshot;
		Memory_images         &_images;
		Memory_content  const &_content;
		Prefetcher            &_prefetcher;
		Restore_policy  const &_policy;
		Provenance       const &_provenance;
		bool             const _same_system;

		Preparation _preparation { _snapshot, _prefetcher, _images.assistant() };
		Report      _report      { };

		/* sessions that were opened for the restore, by their components' parents */
		struct Opened { Kernel::Ref<Kernel::Object> parent, session; };
		std::vector<Opened> _opened { };

		/* additional donations to sessions that existed */
		struct Upgraded { Kernel::Ref<Kernel::Object> parent, session; size_t bytes; };
		std::vector<Upgraded> _upgraded { };

		/* dataspaces whose content comes in on demand */
		std::vector<Kernel::Ref<Kernel::Object>> _incomplete { };

		/* a copy, because the components may be others when a parent was asked */
		Component_set _component_set() const { return _components(); }

		Reconstruction _reconstruction(Component_set const &);

		std::vector<Live_dataspace> _live_dataspaces(Reconstruction const &) const;
		void                        _complete_dataspaces();
		void                        _provide_all(Core::Ram_dataspace &, Progress_meter &);
		void                        _provide_shared(Reconstruction const &);
		void                        _verify(Reconstruction const &);
		Progress                    _late_progress() const;

		Kernel::Ref<Kernel::Object> _parent_of(std::string const &label) const;
		Kernel::Ref<Kernel::Object> _open_session(std::string const &component,
		                                          std::string const &service,
		                                          std::string const &args,
		                                          Genode::Affinity const &);
		bool _outside_parent(Reconstruction const &, Index pd) const;
		bool _parent_unchanged(Reconstruction const &, Index pd) const;
		bool _same_pd(Reconstruction const &, Index) const;
		bool _busy_parent(Reconstruction const &, Index pd) const;
		std::vector<Kernel::Ref<Kernel::Object>> _captured_sessions(Reconstruction const &, Index root) const;
		static std::vector<uint64_t> _session_ids(Kernel::Ref<Kernel::Object> const &parent,
		                                          std::vector<Kernel::Ref<Kernel::Object>> const &sessions);
		void _list_surplus_sessions();
		void _find_inner_surplus();
		std::string _captured_server(Kernel::Object const &session) const;
		void _list_unknown_sessions();

		void _open_core_session(Index);
		void _open_outside_session(Index);
		void _open_missing_sessions();
		void _upgrade_session(std::string const &label, Kernel::Ref<Kernel::Object> const &,
		                      size_t amount);
		void _upgrade_sessions();

		/* payments for sessions, by the label of the paying component in the snapshot */
		using Payments = std::map<std::string, uint64_t>;

		static size_t _ram_quota(std::string const &args);

		Payments _payments_for_sessions(std::vector<Index> const &core,
		                                std::vector<Index> const &outside) const;
		void _lend(Payments const &);
		void _take_back_loans();

		void _give_up_sessions();
		void _prepare_memory(Memory_images::Processes, std::vector<Live_dataspace>,
		                     Immediate_content);
		void _prepare_processes(std::vector<bool> const &suitable);
		Parent_calls _undone_calls() const;
		void _settle_requests();

		void _submit_restored();
		void _start_tracking(std::vector<Kernel::Ref<Kernel::Task>> const &started);

	public:

		/**
		 * Constructor
		 *
		 * Used within the scope of a 'Core::Caller', with the lock held.
		 */
		Restorer(Kernel::System &, Core::Services &, Host::Arena &, Kernel::Lock_guard &,
		         Component_view &, Memory_images &, Snapshot const &, Memory_content const &, Prefetcher &,
		         Restore_policy const &, Provenance const &, bool same_system);

		/**
		 * Perform restore, see 'Engine::restore' for exceptions
		 */
		Report execute();
};

#endif /* _RTCR__RESTORER_H_ */
