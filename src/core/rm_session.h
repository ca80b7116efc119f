/*
 * \brief  RM service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__RM_SESSION_H_
#define _CORE__RM_SESSION_H_

#include <map>
#include <memory>

#include <core/region_map.h>
#include <core/session.h>
#include <rm_session/rm_session.h>

namespace Core { class Rm_session_component; }


class Core::Rm_session_component final
:
	public Core::Session,
	public Rpc_component<Genode::Rm_session, Rm_session_component>
{
	public:

		using Region_maps = std::map<Kernel::Object const *, std::unique_ptr<Region_map_component>>;

	private:

		Kernel::System &_system;
		Region_maps     _region_maps { };

	public:

		enum { OVERHEAD = 4096 };

		Rm_session_component(Kernel::System &system, Session_registry &registry,
		                     Session_args const &args)
		:
			Core::Session(registry, args, OVERHEAD), Rpc_component(system, "rm_session"),
			_system(system)
		{ }

		Kernel::Object &session_object() const override { return kernel_object(); }

		Region_maps const &region_maps() const { return _region_maps; }

		/**
		 * Create region map
		 *
		 * \throw Out_of_metadata
		 */
		Region_map_component &create_region_map(size_t size);

		void destroy(Region_map_component &);


		/**************************
		 ** Rm_session interface **
		 **************************/

		Genode::Capability<Genode::Region_map> create(Genode::size_t) override;
		void destroy(Genode::Capability<Genode::Region_map>) override;
};

#endif /* _CORE__RM_SESSION_H_ */
