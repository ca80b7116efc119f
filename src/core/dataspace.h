/*
 * \brief  Dataspace
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__DATASPACE_H_
#define _CORE__DATASPACE_H_

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <core/content_source.h>
#include <core/rom_module.h>
#include <core/rpc_component.h>
#include <dataspace/dataspace.h>
#include <host/arena.h>
#include <kernel/thread.h>

namespace Core {

	class Dataspace_component;
	class Ram_dataspace;
	class Rom_dataspace;
	class Managed_dataspace;
	class Region_map_component;
}


/**
 * Base of all kinds of dataspaces
 */
class Core::Dataspace_component : public Rpc_component<Genode::Dataspace, Dataspace_component>
{
	private:

		size_t const _size;
		bool   const _writable;

		/* region maps with regions of the dataspace, one entry per region */
		std::multiset<Region_map_component *> _users { };

	protected:

		/** Remove all regions, called by destructors of derived classes */
		void _detach_everywhere();

	public:

		Dataspace_component(Kernel::System &system, std::string const &name,
		                    size_t size, bool writable)
		: Rpc_component(system, name), _size(size), _writable(writable) { }

		void add_user(Region_map_component &rm)    { _users.insert(&rm); }
		void remove_user(Region_map_component &rm) { _users.erase(_users.find(&rm)); }

		std::multiset<Region_map_component *> const &users() const { return _users; }

		/** Return memory, null for a dataspace that represents a region map */
		virtual Host::Memory const *memory() const { return nullptr; }

		/** Function that gets a part of the dataspace: offset and size in bytes */
		using Part_fn = std::function<void (uint64_t offset, uint64_t size)>;

		/**
		 * Call 'fn' for each part of a range that can be mapped
		 *
		 * The rest becomes available by 'provide'.
		 */
		virtual void for_each_present(uint64_t offset, uint64_t size, Part_fn const &fn) const
		{
			fn(offset, size);
		}

		/**
		 * Make the content at an offset available, and map it where it is visible
		 *
		 * \param waiter  faulting thread, which is resumed when the content is
		 *                there, or to find out that it never will be
		 *
		 * \return  true if the content is available
		 *
		 * \throw Content_lost
		 */
		virtual bool provide(uint64_t, Kernel::Thread & /* waiter */) { return true; }

		/** Return represented region map, null for a dataspace with memory */
		virtual Region_map_component *region_map() const { return nullptr; }

		/** Dataspace interface */
		Genode::size_t size()      override { return _size; }
		Genode::addr_t phys_addr() override { return memory() ? memory()->offset() : 0; }
		bool           writable()  override { return _writable; }
};


/**
 * Dataspace with memory of its own
 */
class Core::Ram_dataspace final : public Dataspace_component
{
	private:

		/* amount of content that comes in at a time */
		static constexpr uint64_t PART_SIZE = 64*1024;

		Kernel::System &_system;
		Host::Memory    _memory;

		/* set as long as parts are missing */
		std::shared_ptr<Content_source> _source  { };
		Content_fetcher                *_fetcher = nullptr;
		std::vector<bool>               _missing { };
		size_t                          _num_missing = 0;
		size_t                          _next        = 0;   /* where to look for missing parts */

		/* threads that need a part, by its number */
		std::multimap<size_t, Kernel::Ref<Kernel::Thread>> _waiters { };

		/* why a part cannot be obtained */
		std::map<size_t, std::string> _lost { };

		struct Part { uint64_t offset, size; };

		Part _part(size_t) const;
		void _resume_waiters(size_t);
		void _present(size_t);
		void _provide_part(size_t);

	public:

		Ram_dataspace(Kernel::System &system, Host::Memory &&memory)
		:
			Dataspace_component(system, "ram_dataspace", memory.size(), true),
			_system(system), _memory(std::move(memory))
		{ }

		~Ram_dataspace();

		Host::Memory const *memory() const override { return &_memory; }

		/**
		 * Let the whole content come in on demand
		 *
		 * No process must have mapped the dataspace.
		 *
		 * \param fetcher  gets what is not at hand, must exist longer than this
		 */
		void content_source(std::shared_ptr<Content_source>, Content_fetcher &fetcher);

		/**
		 * Tell that somebody else has put all content into the memory
		 */
		void content_complete();

		/** Return true if all content is there */
		bool complete() const { return !_source; }

		/** Return amount of content that is missing in bytes, whole parts are counted */
		uint64_t missing() const { return _num_missing*PART_SIZE; }

		/** Return offset of the next missing part, to be used unless 'complete' */
		uint64_t next_missing();

		/** Function that obtains content, to be called without the kernel lock */
		using Prepare_fn = std::function<void ()>;

		/**
		 * Return function to be called before the part at an offset is provided,
		 * null if there is nothing to do in advance
		 *
		 * The function does not need the dataspace and throws 'Content_lost'.
		 */
		Prepare_fn preparation(uint64_t offset) const;

		/**
		 * Provide the part at an offset, if it is missing
		 *
		 * \throw Content_lost
		 */
		void provide_part(uint64_t offset);

		/**
		 * Provide what a fetcher was asked for
		 *
		 * \param lost  why the content could not be obtained, empty if it was
		 */
		void provide_fetched(uint64_t offset, std::string const &lost);

		void for_each_present(uint64_t offset, uint64_t size, Part_fn const &) const override;
		bool provide(uint64_t offset, Kernel::Thread &waiter) override;
};


/**
 * Read-only dataspace with the content of a ROM module
 */
class Core::Rom_dataspace final : public Dataspace_component
{
	private:

		std::shared_ptr<Rom_module const> _module;

	public:

		Rom_dataspace(Kernel::System &system, std::shared_ptr<Rom_module const> const &module)
		:
			Dataspace_component(system, "rom_dataspace " + module->name,
			                    module->content_size, false),
			_module(module)
		{ }

		~Rom_dataspace() { _detach_everywhere(); }

		Rom_module const &module() const { return *_module; }

		Host::Memory const *memory() const override { return &_module->memory; }
};


/**
 * Dataspace that represents a region map
 */
class Core::Managed_dataspace final : public Dataspace_component
{
	private:

		Region_map_component &_region_map;

	public:

		Managed_dataspace(Kernel::System &system, std::string const &name,
		                  Region_map_component &region_map, size_t size)
		:
			Dataspace_component(system, name, size, true), _region_map(region_map)
		{ }

		~Managed_dataspace() { _detach_everywhere(); }

		Region_map_component *region_map() const override { return &_region_map; }
};

#endif /* _CORE__DATASPACE_H_ */
