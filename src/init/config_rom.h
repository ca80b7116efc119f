/*
 * \brief  ROM session that provides the configuration of a child
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INIT__CONFIG_ROM_H_
#define _INIT__CONFIG_ROM_H_

#include <base/attached_ram_dataspace.h>
#include <base/rpc_server.h>
#include <base/service.h>
#include <rom_session/rom_session.h>
#include <util/xml_node.h>

namespace Init {

	using namespace Genode;

	class Config_rom;
}


/**
 * Service with the content of a '<config>' node as only module
 *
 * All sessions share one session object.
 */
class Init::Config_rom : public Rpc_object<Rom_session>
{
	private:

		static Xml_node _default_config() { return Xml_node("<config/>"); }

		static Xml_node _config_node(Xml_node const &start)
		{
			return start.has_sub_node("config") ? start.sub_node("config") : _default_config();
		}

		struct Root_interface : Root
		{
			Session_capability const cap;

			Root_interface(Session_capability cap) : cap(cap) { }

			Session_capability session(Session_args const &, Affinity const &) override { return cap; }
			void upgrade(Session_capability, Upgrade_args const &) override { }
			void close(Session_capability) override { }
		};

		Rpc_entrypoint        &_ep;
		Attached_ram_dataspace _ds;
		Root_interface         _root;
		Local_service          _service { "ROM", &_root };

	public:

		/**
		 * Constructor
		 *
		 * \param start  node of the child, its '<config>' is copied
		 */
		Config_rom(Env &env, Rpc_entrypoint &ep, Xml_node const &start)
		:
			_ep(ep),
			_ds(env.ram(), env.rm(), _config_node(start).size() + 1),
			_root(_ep.manage(static_cast<Rpc_object<Rom_session> *>(this)))
		{
			Xml_node const config = _config_node(start);
			memcpy(_ds.local_addr<char>(), config.addr(), config.size());
		}

		~Config_rom() { _ep.dissolve(static_cast<Rpc_object<Rom_session> *>(this)); }

		Service &service() { return _service; }

		/** Rom_session interface */
		Rom_dataspace_capability dataspace() override
		{
			return static_cap_cast<Rom_dataspace>(static_cap_cast<Dataspace>(_ds.cap()));
		}

		void sigh(Signal_context_capability) override { }
};

#endif /* _INIT__CONFIG_ROM_H_ */
