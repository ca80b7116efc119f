/*
 * \brief  Access to the configuration of the component
 *
 * \deprecated  use 'Attached_rom_dataspace'
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__CONFIG_H_
#define _INCLUDE__OS__CONFIG_H_

#include <base/attached_dataspace.h>
#include <base/exception.h>
#include <dataspace/client.h>
#include <os/attached_dataspace.h>
#include <rom_session/connection.h>
#include <util/volatile_object.h>
#include <util/xml_node.h>

namespace Genode {

	class Config;

	/**
	 * Return configuration, obtained at the first call
	 *
	 * The pointer is always valid. A component that has no configuration, or
	 * one that is no XML, finds an empty '<config/>' node and an error in the
	 * log.
	 */
	Config *config();
}


/**
 * Content of the ROM module 'config'
 */
class Genode::Config : Noncopyable
{
	private:

		/* each is absent if the configuration could not be obtained */
		Lazy_volatile_object<Rom_connection>     _rom { };
		Lazy_volatile_object<Attached_dataspace> _ds  { };

		Xml_node _xml { "<config/>" };

	public:

		/**
		 * Constructor
		 */
		Config();

		/** Return the configuration, valid until it is reloaded */
		Xml_node xml_node();

		/**
		 * Register handler to be notified about a new configuration
		 */
		void sigh(Signal_context_capability cap);

		/**
		 * Obtain the configuration anew
		 *
		 * To be called when the handler was notified.
		 */
		void reload();
};

#endif /* _INCLUDE__OS__CONFIG_H_ */
