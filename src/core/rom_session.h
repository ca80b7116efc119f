/*
 * \brief  ROM service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__ROM_SESSION_H_
#define _CORE__ROM_SESSION_H_

#include <core/dataspace.h>
#include <core/rom_fs.h>
#include <core/session.h>
#include <rom_session/rom_session.h>

namespace Core { class Rom_session_component; }


/**
 * Session for one module, which is named by the last element of the label
 */
class Core::Rom_session_component final
:
	public Core::Session,
	public Rpc_component<Genode::Rom_session, Rom_session_component>
{
	private:

		Rom_dataspace _dataspace;

	public:

		enum { OVERHEAD = 4096 };

		Rom_session_component(Kernel::System &system, Session_registry &registry,
		                      Session_args const &args,
		                      std::shared_ptr<Rom_module const> const &module)
		:
			Core::Session(registry, args, OVERHEAD), Rpc_component(system, "rom_session"),
			_dataspace(system, module)
		{ }

		Kernel::Object &session_object() const override { return kernel_object(); }

		Rom_dataspace &rom_dataspace() { return _dataspace; }

		/** Rom_session interface */
		Genode::Rom_dataspace_capability dataspace() override
		{
			return Genode::reinterpret_cap_cast<Genode::Rom_dataspace>(_dataspace.cap());
		}

		/* modules do not change while the system runs */
		void sigh(Genode::Signal_context_capability) override { }
};

#endif /* _CORE__ROM_SESSION_H_ */
