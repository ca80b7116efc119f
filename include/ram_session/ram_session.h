/*
 * \brief  RAM session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__RAM_SESSION__RAM_SESSION_H_
#define _INCLUDE__RAM_SESSION__RAM_SESSION_H_

#include <base/cache.h>
#include <base/exception.h>
#include <base/stdint.h>
#include <dataspace/capability.h>
#include <ram_session/capability.h>
#include <session/session.h>

namespace Genode {

	struct Ram_dataspace;
	struct Ram_session;
	struct Ram_session_client;

	typedef Capability<Ram_dataspace> Ram_dataspace_capability;
}


/**
 * Dataspace that was allocated from a RAM session
 */
struct Genode::Ram_dataspace : Dataspace { };


/**
 * Account of memory
 *
 * Dataspaces are paid from the quota of the session. Quota moves between
 * sessions, one of which must be the reference account of the other.
 */
struct Genode::Ram_session : Session
{
	static const char *service_name() { return "RAM"; }

	typedef Ram_session_client Client;

	class Alloc_failed    : public Exception    { };
	class Quota_exceeded  : public Alloc_failed { };
	class Out_of_metadata : public Alloc_failed { };

	virtual ~Ram_session() { }

	/**
	 * Allocate dataspace, filled with zeros
	 *
	 * \param size    size in bytes, rounded up to pages
	 * \param cached  selects cache attributes of the memory
	 *
	 * \throw Quota_exceeded
	 * \throw Out_of_metadata
	 */
	virtual Ram_dataspace_capability alloc(size_t size, Cache_attribute cached = CACHED) = 0;

	/**
	 * Free dataspace, it vanishes from all region maps
	 */
	virtual void free(Ram_dataspace_capability ds) = 0;

	/**
	 * Define reference account
	 *
	 * \param ram_session  session that grants and takes back quota
	 *
	 * \return  0 on success
	 */
	virtual int ref_account(Ram_session_capability ram_session) = 0;

	/**
	 * Transfer quota to another session
	 *
	 * \param ram_session  receiver of the quota
	 * \param amount       bytes
	 *
	 * \return  0 on success, -1 for an invalid session, -2 if none of the
	 *          sessions is the reference account of the other, -3 if there
	 *          is not enough quota
	 */
	virtual int transfer_quota(Ram_session_capability ram_session, size_t amount) = 0;

	/** Return quota limit in bytes */
	virtual size_t quota() = 0;

	/** Return used quota in bytes */
	virtual size_t used() = 0;

	/** Return available quota in bytes */
	size_t avail()
	{
		size_t const limit = quota(), usage = used();
		return limit > usage ? limit - usage : 0;
	}

	GENODE_RPC_THROW(Rpc_alloc, Ram_dataspace_capability, alloc,
	                 GENODE_TYPE_LIST(Quota_exceeded, Out_of_metadata),
	                 size_t, Cache_attribute);
	GENODE_RPC(Rpc_free, void, free, Ram_dataspace_capability);
	GENODE_RPC(Rpc_ref_account, int, ref_account, Ram_session_capability);
	GENODE_RPC(Rpc_transfer_quota, int, transfer_quota, Ram_session_capability, size_t);
	GENODE_RPC(Rpc_quota, size_t, quota);
	GENODE_RPC(Rpc_used, size_t, used);

	GENODE_RPC_INTERFACE(Rpc_alloc, Rpc_free, Rpc_ref_account, Rpc_transfer_quota,
	                     Rpc_quota, Rpc_used);
};

#endif /* _INCLUDE__RAM_SESSION__RAM_SESSION_H_ */
