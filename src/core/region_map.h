/*
 * \brief  Region map
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__REGION_MAP_H_
#define _CORE__REGION_MAP_H_

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include <core/dataspace.h>
#include <core/rpc_component.h>
#include <core/signal_context.h>
#include <kernel/task.h>
#include <region_map/region_map.h>

namespace Core {

	class  Region_map_component;
	class  Quota;
	struct Region;
}


/**
 * Part of a dataspace at an address of a region map
 */
struct Core::Region
{
	Dataspace_component *dataspace;
	uint64_t             size;
	uint64_t             offset;      /* within the dataspace */
	bool                 executable;

	bool operator == (Region const &) const = default;
};


/**
 * Address space of a task, or a part that can be attached to others
 *
 * Mappings are established when a dataspace is attached, in all address
 * spaces where the place is visible. A page fault therefore means that nothing
 * is attached, or that the access is not permitted.
 */
class Core::Region_map_component
:
	public Rpc_component<Genode::Region_map, Region_map_component>
{
	public:

		using Regions = std::map<uint64_t, Region>;   /* by start address */

		/**
		 * Upper bounds for what a component can make nucleus do at once
		 *
		 * The number of mappings is bounded for a region map together with all
		 * that is nested in it, each occurrence counted. It stays below the
		 * number of mappings that Linux permits for a process (65530).
		 */
		static constexpr unsigned MAX_NESTING  = 8;
		static constexpr unsigned MAX_MAPPINGS = 32*1024;

		/**
		 * Page fault of a thread that waits for its resolution
		 */
		struct Faulter
		{
			Kernel::Ref<Kernel::Thread> thread;
			State                       state;
		};

	private:

		Kernel::System &_system;
		Quota          &_quota;
		uint64_t const  _start;   /* first usable address */
		uint64_t const  _end;

		/* lowest address for regions that the client does not place itself */
		uint64_t const _dynamic_start;

		Kernel::Ref<Kernel::Task> _task { };   /* set for the address space of a task */

		Regions                            _regions { };
		std::unique_ptr<Managed_dataspace> _dataspace { };

		Kernel::Ref<Kernel::Object> _fault_handler { };
		std::vector<Faulter>        _faulters { };

		/*
		 * Number of regions in here and in nested region maps, and number of
		 * regions by which this region map is visible elsewhere. What is
		 * reachable by several ways counts as often. Both are bounded, hence
		 * each walk along all ways is.
		 */
		uint64_t _expansion = 0;
		uint64_t _views     = 0;

		using Map_fn    = std::function<void (Host::Mapping const &)>;
		using Window_fn = std::function<void (Kernel::Task &, uint64_t addr,
		                                      uint64_t start, uint64_t size)>;

		Regions::iterator _region_at(uint64_t addr);
		bool _free_range(uint64_t addr, uint64_t size) const;
		uint64_t _find_free(uint64_t size, uint64_t alignment) const;
		bool _contains(Region_map_component const &) const;
		unsigned _levels_below() const;
		unsigned _levels_above() const;
		bool _expand(uint64_t amount);
		void _shrink(uint64_t amount);
		bool _show(uint64_t amount);
		void _hide(uint64_t amount);
		void _account_for(Region const &);
		void _discount(Region const &);
		std::multiset<Region_map_component *> const &_users() const;

		void _for_each_window(uint64_t start, uint64_t size, unsigned depth,
		                      Window_fn const &) const;
		static void _for_each_mapping(Region const &, uint64_t addr, unsigned depth, Map_fn const &);

		void _map(Region const &, uint64_t addr);
		void _unmap(uint64_t addr, uint64_t size);
		void _remove(Regions::iterator);
		void _forget_gone_faulters();
		void _retry_faulters(uint64_t addr, uint64_t size);

		uint64_t _place(Region const &, bool use_local_addr, uint64_t local_addr) const;

	public:

		/**
		 * Constructor of a region map that starts at 0
		 *
		 * \param quota  account that pays for regions
		 */
		Region_map_component(Kernel::System &, std::string const &name, Quota &quota,
		                     uint64_t size);

		/**
		 * Constructor of the address space of a task
		 */
		Region_map_component(Kernel::System &, std::string const &name, Quota &quota,
		                     Kernel::Ref<Kernel::Task> const &, uint64_t start, uint64_t end);

		~Region_map_component();

		Regions const &regions() const { return _regions; }

		uint64_t size() const { return _end; }

		/**
		 * Put region in place
		 *
		 * \throw Region_conflict  the place is taken, or a limit is exceeded
		 * \throw Invalid_args     not aligned, or beyond the region map or the
		 *                          dataspace
		 * \throw Quota::Exceeded
		 */
		void insert(uint64_t addr, Region const &);

		/**
		 * Remove region that starts at the address, no effect if there is none
		 */
		void remove(uint64_t addr);

		/**
		 * Remove all regions
		 */
		void clear();

		/**
		 * Remove all regions of a dataspace
		 */
		void detach_dataspace(Dataspace_component &);

		/**
		 * Map a part of a dataspace that became available
		 */
		void map_part(Dataspace_component &, uint64_t offset, uint64_t size);

		/**
		 * Establish all mappings in the process that the task just got
		 */
		void map_everything();

		/**
		 * Find what is visible at an address
		 *
		 * \param fn  called with the region and the offset within its dataspace
		 *
		 * \return  false if nothing is attached there
		 */
		bool lookup(uint64_t addr,
		            std::function<void (Region const &, uint64_t offset)> const &fn) const;

		/**
		 * Find innermost region map that is responsible for an address
		 *
		 * \param addr  replaced by the address within the found region map
		 */
		Region_map_component &responsible(uint64_t &addr);

		/**
		 * Let a thread wait until something is attached at the address
		 *
		 * \return  false if nobody handles faults of the region map
		 */
		bool submit_fault(Kernel::Thread &, State const &);

		/**
		 * Call 'fn' for each task in whose address space the region map is visible
		 */
		void for_each_task(std::function<void (Kernel::Task &)> const &fn) const;

		std::vector<Faulter> const &faulters() const { return _faulters; }

		/** Return signal context of the fault handler, or a null reference */
		Kernel::Ref<Kernel::Object> const &fault_handler_object() const { return _fault_handler; }

		void fault_handler_object(Kernel::Ref<Kernel::Object> const &handler) { _fault_handler = handler; }

		void faulters(std::vector<Faulter> faulters) { _faulters = std::move(faulters); }


		/**************************
		 ** Region_map interface **
		 **************************/

		Local_addr attach(Genode::Dataspace_capability, Genode::size_t size,
		                  Genode::off_t offset, bool use_local_addr,
		                  Local_addr local_addr, bool executable) override;

		void detach(Local_addr) override;
		void fault_handler(Genode::Signal_context_capability) override;
		State state() override;
		Genode::Dataspace_capability dataspace() override;

		/** Return dataspace that represents the region map, created when needed */
		Dataspace_component &dataspace_component();

		/** Return dataspace that represents the region map, null if there is none yet */
		Dataspace_component *existing_dataspace() const;
};

#endif /* _CORE__REGION_MAP_H_ */
