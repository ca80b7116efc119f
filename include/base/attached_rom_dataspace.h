/*
 * \brief  ROM module that is attached during the lifetime of an object
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__ATTACHED_ROM_DATASPACE_H_
#define _INCLUDE__BASE__ATTACHED_ROM_DATASPACE_H_

#include <base/attached_dataspace.h>
#include <rom_session/connection.h>
#include <util/reconstructible.h>
#include <util/volatile_object.h>
#include <util/xml_node.h>

namespace Genode { class Attached_rom_dataspace; }


class Genode::Attached_rom_dataspace
{
	private:

		Region_map                       &_rm;
		Rom_connection                    _rom;
		Constructible<Attached_dataspace> _ds { };

		void _attach()
		{
			_ds.destruct();

			Rom_dataspace_capability const ds = _rom.dataspace();
			if (ds.valid())
				_ds.construct(_rm, ds);
		}

	public:

		/**
		 * Constructor
		 *
		 * \param name  name of the module
		 *
		 * \throw Rom_connection::Rom_connection_failed
		 */
		Attached_rom_dataspace(Env &env, char const *name)
		: _rm(env.rm()), _rom(env, name) { _attach(); }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the environment
		 */
		explicit Attached_rom_dataspace(char const *name)
		: _rm(*env()->rm_session()), _rom(name) { _attach(); }

		Dataspace_capability cap() const { return _ds->cap(); }

		template <typename T> T       *local_addr()       { return _ds->local_addr<T>(); }
		template <typename T> T const *local_addr() const { return _ds->local_addr<T>(); }

		/** Return size in bytes, 0 if there is no content */
		size_t size() const { return _ds.constructed() ? _ds->size() : 0; }

		/** Return true if there is content */
		bool is_valid() const { return valid(); }
		bool valid() const    { return _ds.constructed(); }

		/**
		 * Register handler to be notified about new content
		 */
		void sigh(Signal_context_capability sigh) { _rom.sigh(sigh); }

		/**
		 * Obtain new content
		 */
		void update()
		{
			if (_ds.constructed() && _rom.update())
				return;

			_attach();
		}

		/**
		 * Return content as XML, an '<empty/>' node if it is none
		 */
		Xml_node xml() const
		{
			try {
				if (valid() && local_addr<char>())
					return Xml_node(local_addr<char>(), size());
			} catch (Xml_node::Invalid_syntax) { }

			return Xml_node("<empty/>");
		}
};

#endif /* _INCLUDE__BASE__ATTACHED_ROM_DATASPACE_H_ */
