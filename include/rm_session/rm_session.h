/*
 * \brief  RM session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__RM_SESSION__RM_SESSION_H_
#define _INCLUDE__RM_SESSION__RM_SESSION_H_

#include <region_map/region_map.h>
#include <rm_session/capability.h>
#include <session/session.h>

namespace Genode {

	struct Rm_session;
	struct Rm_session_client;
}


/**
 * Factory of region maps
 */
struct Genode::Rm_session : Session
{
	static const char *service_name() { return "RM"; }

	typedef Rm_session_client Client;

	class Out_of_metadata : public Exception { };

	virtual ~Rm_session() { }

	/**
	 * Create region map
	 *
	 * \param size  size in bytes
	 *
	 * \throw Out_of_metadata
	 */
	virtual Capability<Region_map> create(size_t size) = 0;

	/**
	 * Destroy region map
	 */
	virtual void destroy(Capability<Region_map>) = 0;

	GENODE_RPC_THROW(Rpc_create, Capability<Region_map>, create,
	                 GENODE_TYPE_LIST(Out_of_metadata), size_t);
	GENODE_RPC(Rpc_destroy, void, destroy, Capability<Region_map>);

	GENODE_RPC_INTERFACE(Rpc_create, Rpc_destroy);
};

#endif /* _INCLUDE__RM_SESSION__RM_SESSION_H_ */
