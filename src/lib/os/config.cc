/*
 * \brief  Access to the configuration of the component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>
#include <os/config.h>

using namespace Genode;


Config::Config()
{
	try { _rom.construct("config"); }
	catch (Rom_connection::Rom_connection_failed) {
		error("Could not obtain config file");
		return;
	}
	reload();
}


Xml_node Config::xml_node() { return _xml; }


void Config::sigh(Signal_context_capability cap)
{
	if (_rom.constructed())
		_rom->sigh(cap);
}


void Config::reload()
{
	if (!_rom.constructed())
		return;

	/* what is parsed must not refer to what is not attached anymore */
	_xml = Xml_node("<config/>");
	_ds.destruct();

	try {
		_ds.construct(_rom->dataspace());
		_xml = Xml_node(_ds->local_addr<char>(), _ds->size());
	}
	catch (Xml_node::Invalid_syntax)              { error("Config file has invalid syntax"); }
	catch (Attached_dataspace::Invalid_dataspace) { error("Config dataspace is invalid"); }
}


Config *Genode::config()
{
	static Config config;
	return &config;
}
