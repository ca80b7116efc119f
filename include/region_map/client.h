/*
 * \brief  Client of a region map
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__REGION_MAP__CLIENT_H_
#define _INCLUDE__REGION_MAP__CLIENT_H_

#include <base/rpc_client.h>
#include <region_map/region_map.h>

namespace Genode { class Region_map_client; }


class Genode::Region_map_client : public Rpc_client<Region_map>
{
	private:

		/* used by 'dataspace', obtained at the first request */
		Dataspace_capability _ds_cap { };

	public:

		explicit Region_map_client(Capability<Region_map> rm) : Rpc_client<Region_map>(rm) { }

		Local_addr attach(Dataspace_capability ds, size_t size = 0, off_t offset = 0,
		                  bool use_local_addr = false,
		                  Local_addr local_addr = (void *)0,
		                  bool executable = false) override {
			return call<Rpc_attach>(ds, size, offset, use_local_addr, local_addr, executable); }

		void detach(Local_addr local_addr) override { call<Rpc_detach>(local_addr); }

		void fault_handler(Signal_context_capability handler) override {
			call<Rpc_fault_handler>(handler); }

		State state() override { return call<Rpc_state>(); }

		Dataspace_capability dataspace() override
		{
			if (!_ds_cap.valid())
				_ds_cap = call<Rpc_dataspace>();

			return _ds_cap;
		}
};

#endif /* _INCLUDE__REGION_MAP__CLIENT_H_ */
