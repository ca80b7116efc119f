/*
 * \brief  ROM module whose content the parent changes at any time
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__CHILD_POLICY_DYNAMIC_ROM_H_
#define _INCLUDE__OS__CHILD_POLICY_DYNAMIC_ROM_H_

#include <base/attached_ram_dataspace.h>
#include <base/env.h>
#include <base/lock.h>
#include <base/lock_guard.h>
#include <base/rpc_server.h>
#include <base/service.h>
#include <base/session_label.h>
#include <base/signal.h>
#include <ram_session/ram_session.h>
#include <rom_session/rom_session.h>
#include <util/string.h>

namespace Genode { class Child_policy_dynamic_rom_file; }


/**
 * ROM service with one module and one client
 *
 * New content goes to a dataspace in the background, which takes the place of
 * the one that the client has when the client asks for it.
 */
class Genode::Child_policy_dynamic_rom_file : public Rpc_object<Rom_session>, public Service
{
	private:

		Ram_session *_ram;

		/* the module is loaded by another thread than the one that serves it */
		Lock _lock { };

		Attached_ram_dataspace _fg;   /* the one of the client */
		Attached_ram_dataspace _bg;   /* new content           */

		bool _bg_has_pending_data = false;

		Signal_context_capability _sigh_cap { };

		Rpc_entrypoint        &_ep;
		Rom_session_capability _rom_session_cap;

		Session_label const _module_name;

		static Ram_session &_backing_store(Ram_session *ram) {
			return ram ? *ram : *env()->ram_session(); }

	public:

		/**
		 * Constructor
		 *
		 * \param rm           where to attach the content
		 * \param module_name  name of the module
		 * \param ep           serves the ROM session
		 * \param ram          pays for the content, no module is provided if null
		 */
		Child_policy_dynamic_rom_file(Region_map &rm, char const *module_name,
		                              Rpc_entrypoint &ep, Ram_session *ram)
		:
			Service("ROM"), _ram(ram),
			_fg(_backing_store(ram), rm, 0), _bg(_backing_store(ram), rm, 0),
			_ep(ep), _rom_session_cap(_ep.manage(this)), _module_name(module_name)
		{ }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		Child_policy_dynamic_rom_file(char const *module_name, Rpc_entrypoint &ep,
		                              Ram_session *ram)
		: Child_policy_dynamic_rom_file(*env()->rm_session(), module_name, ep, ram) { }

		~Child_policy_dynamic_rom_file() { _ep.dissolve(this); }

		/**
		 * Define content of the module, notifies the client
		 *
		 * \throw Ram_session::Alloc_failed
		 * \throw Region_map::Attach_failed
		 */
		void load(void const *data, size_t data_len)
		{
			Lock::Guard guard(_lock);

			if (!_ram) {
				error("no backing store for loading ROM data");
				return;
			}

			if (_bg.size() < data_len)
				_bg.realloc(_ram, data_len);

			/* nothing of earlier content must follow */
			memset(_bg.local_addr<void>(), 0, _bg.size());
			memcpy(_bg.local_addr<void>(), data, data_len);
			_bg_has_pending_data = true;

			if (_sigh_cap.valid())
				Signal_transmitter(_sigh_cap).submit();
		}


		/***************************
		 ** Rom_session interface **
		 ***************************/

		Rom_dataspace_capability dataspace() override
		{
			Lock::Guard guard(_lock);

			if (_bg_has_pending_data) {
				_fg.swap(_bg);
				_bg_has_pending_data = false;
			}

			if (!_fg.size()) {
				error("no data loaded");
				return Rom_dataspace_capability();
			}
			return reinterpret_cap_cast<Rom_dataspace>(_fg.cap());
		}

		void sigh(Signal_context_capability cap) override { _sigh_cap = cap; }


		/***********************
		 ** Service interface **
		 ***********************/

		Session_capability session(char const *, Affinity const &) override {
			return _rom_session_cap; }

		void upgrade(Session_capability, char const *) override { }

		void close(Session_capability) override { _sigh_cap = Signal_context_capability(); }

		/**
		 * Return the service if the request is meant for the module, or null
		 */
		Service *resolve_session_request(char const *service_name, char const *args)
		{
			if (!_ram || strcmp(service_name, "ROM"))
				return nullptr;

			return _module_name == label_from_args(args).last_element() ? this : nullptr;
		}
};

#endif /* _INCLUDE__OS__CHILD_POLICY_DYNAMIC_ROM_H_ */
