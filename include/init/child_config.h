/*
 * \brief  Configuration of a child
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__INIT__CHILD_CONFIG_H_
#define _INCLUDE__INIT__CHILD_CONFIG_H_

#include <base/env.h>
#include <dataspace/capability.h>
#include <dataspace/client.h>
#include <deprecated/env.h>
#include <ram_session/client.h>
#include <region_map/region_map.h>
#include <util/noncopyable.h>
#include <util/xml_node.h>

namespace Init { class Child_config; }


/**
 * Configuration given by a '<start>' node
 *
 * The node has either a '<configfile name="..."/>', which names a ROM module,
 * or a '<config>', of which the child gets a copy.
 */
class Init::Child_config : Genode::Noncopyable
{
	private:

		typedef Genode::String<64> Name;

		Genode::Ram_session_capability const _ram;
		Name                           const _filename;
		Genode::Ram_dataspace_capability     _ds { };

		static Name _configured_filename(Genode::Xml_node start)
		{
			if (!start.has_sub_node("configfile"))
				return Name();

			return start.sub_node("configfile").attribute_value("name", Name());
		}

		void _copy(Genode::Xml_node config)
		{
			using namespace Genode;

			Ram_session_client ram(_ram);

			/* the text ends with a zero, as memory is zero at first */
			_ds = ram.alloc(config.size() + 1);
			try {
				void * const copy = env()->rm_session()->attach(_ds);
				memcpy(copy, config.addr(), config.size());
				env()->rm_session()->detach(copy);
			}
			catch (Region_map::Attach_failed) {
				ram.free(_ds);
				_ds = Ram_dataspace_capability();
			}
		}

	public:

		/**
		 * Constructor
		 *
		 * If there is not enough memory, the child gets no configuration.
		 *
		 * \param ram_session  pays for the copy, usually the one of the child
		 */
		Child_config(Genode::Ram_session_capability ram_session, Genode::Xml_node start_node)
		:
			_ram(ram_session), _filename(_configured_filename(start_node))
		{
			if (filename() || !start_node.has_sub_node("config"))
				return;

			try { _copy(start_node.sub_node("config")); }
			catch (Genode::Ram_session::Alloc_failed) { }
		}

		~Child_config()
		{
			if (_ds.valid())
				Genode::Ram_session_client(_ram).free(_ds);
		}

		/** Return name of the ROM module, null if there is none */
		char const *filename() const { return _filename.length() > 1 ? _filename.string() : nullptr; }

		/** Return dataspace with the copy, invalid if there is none */
		Genode::Dataspace_capability dataspace() { return _ds; }
};

#endif /* _INCLUDE__INIT__CHILD_CONFIG_H_ */
