/*
 * \brief  Making of a snapshot from the objects of kernel and core
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__CAPTURE_H_
#define _RTCR__CAPTURE_H_

#include <unordered_map>

#include <host/page_file.h>
#include <rtcr/component_set.h>
#include <rtcr/running_threads.h>
#include <rtcr/session_infos.h>
#include <rtcr/snapshot.h>

namespace Rtcr {

	class Capture;

	/** What the engine cannot capture, with the reason */
	struct Unsupported : std::runtime_error { using std::runtime_error::runtime_error; };
}


/**
 * Snapshot in the making
 *
 * The kernel lock is held since the components stood still, so their objects
 * are as they were at that time. What the components can change without the
 * kernel was recorded before they went on. How the objects of each kind are
 * captured is found in the file that restores them as well.
 */
class Rtcr::Capture
{
	public:

		/** What was recorded while the components stood still */
		struct Cut
		{
			uint64_t                      time_us;      /* since the start of the system */
			Component_set::Objects const &dataspaces;
			Running_threads        const &threads;
		};

	private:

		std::unordered_map<Kernel::Object const *, Ref> _refs { };

		Ref  _add_outside(Kernel::Object const &);
		void _register_object(Kernel::Object const &, Ref::Kind, size_t index);
		void _register_session(Core::Session &);
		void _register_pd(Core::Pd_session_component &);
		void _register_cpu_session(Core::Session &);
		void _register_region_map(Core::Region_map_component &, Region_map::Role, Index owner);

	public:

		Kernel::System      &system;
		Component_set const &set;
		Session_infos const &infos;
		Cut           const &cut;

		Snapshot snapshot { };

		/* objects in the order of the lists of the snapshot */
		std::vector<Core::Cpu_thread_component *>     threads         { };
		std::vector<Kernel::Gate *>                   gates           { };
		std::vector<Core::Signal_source_component *>  signal_sources  { };
		std::vector<Core::Signal_context_component *> signal_contexts { };
		std::vector<Core::Region_map_component *>     region_maps     { };
		std::vector<Core::Ram_dataspace *>            ram_dataspaces  { };

		/**
		 * Constructor, captures everything but the memory
		 *
		 * \throw Unsupported
		 */
		Capture(Kernel::System &, Component_set const &, Session_infos const &, Cut const &);

		/**
		 * Return reference to an object
		 *
		 * An object that is not captured is recorded as one that is outside.
		 */
		Ref ref(Kernel::Object const *);

		template <typename T>
		Ref ref(Kernel::Ref<T> const &object) { return ref(object.get()); }

		/** Return index of a captured object, which must exist */
		Index index(Kernel::Object const &object) const { return _refs.at(&object).index; }
};

#endif /* _RTCR__CAPTURE_H_ */
