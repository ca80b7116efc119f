/*
 * \brief  Component that allocates more than its quota
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/log.h>

namespace Needy {

	using namespace Genode;

	class Main;
}


/**
 * Allocates until it is told to stop or gets no more
 *
 * The configuration tells if it 'waits' for resources, the default, or wants
 * to be notified, and the number of 'chunks' to allocate.
 */
class Needy::Main
{
	private:

		enum { CHUNK_SIZE = 512*1024 };

		Env &_env;

		Attached_rom_dataspace _config { _env, "config" };

		Signal_handler<Main> _resource_avail { _env.ep(), *this, &Main::_handle_resource_avail };

		void _handle_resource_avail() { log("was notified"); }

		static bool _rejected(Ram_session &ram)
		{
			try { ram.alloc(CHUNK_SIZE); }
			catch (Ram_session::Quota_exceeded) { return true; }
			return false;
		}

	public:

		Main(Env &env) : _env(env)
		{
			if (!_config.xml().attribute_value("waits", true))
				_env.parent().resource_avail_sigh(_resource_avail);

			unsigned const limit = _config.xml().attribute_value("chunks", ~0U);

			unsigned count = 0;
			while (count < limit && !_rejected(_env.ram()))
				count++;

			log("got ", count*CHUNK_SIZE/1024, " KiB");
		}
};


void Component::construct(Genode::Env &env) { static Needy::Main main(env); }
