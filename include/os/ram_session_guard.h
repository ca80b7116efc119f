/*
 * \brief  RAM session with a limit on top of its quota
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__RAM_SESSION_GUARD_H_
#define _INCLUDE__OS__RAM_SESSION_GUARD_H_

#include <dataspace/client.h>
#include <ram_session/client.h>
#include <ram_session/ram_session.h>

namespace Genode { class Ram_session_guard; }


/**
 * Front end of a RAM session that limits how much can be allocated
 */
class Genode::Ram_session_guard : public Ram_session
{
	private:

		Ram_session           &_session;
		Ram_session_capability _session_cap;

		size_t _quota;
		size_t _used     = 0;
		size_t _withdraw = 0;

		static size_t _size(Ram_dataspace_capability ds) {
			return ds.valid() ? Dataspace_client(ds).size() : 0; }

	public:

		/**
		 * Constructor
		 *
		 * \param session      session that allocates
		 * \param session_cap  its capability
		 * \param quota        limit in bytes
		 */
		Ram_session_guard(Ram_session &session, Ram_session_capability session_cap, size_t quota)
		: _session(session), _session_cap(session_cap), _quota(quota) { }

		/**
		 * Raise the limit
		 */
		void upgrade(size_t additional_amount) { _quota += additional_amount; }

		/**
		 * Set part of the quota aside, for what is not allocated here
		 *
		 * \return  false if there is not enough left
		 */
		bool withdraw(size_t size)
		{
			if (_quota - _used - _withdraw < size)
				return false;

			_withdraw += size;
			return true;
		}

		/**
		 * Return what was set aside
		 */
		bool revert_withdraw(size_t size)
		{
			if (size > _withdraw)
				return false;

			_withdraw -= size;
			return true;
		}

		Ram_dataspace_capability alloc(size_t size, Cache_attribute cached = CACHED) override
		{
			if (size > _quota || _used + _withdraw + size > _quota)
				throw Quota_exceeded();

			Ram_dataspace_capability const ds = _session.alloc(size, cached);

			/* the size is rounded up to pages */
			_used += _size(ds);
			return ds;
		}

		void free(Ram_dataspace_capability ds) override
		{
			size_t const size = _size(ds);

			_session.free(ds);
			_used -= size < _used ? size : _used;
		}

		int ref_account(Ram_session_capability ram_session) override {
			return _session.ref_account(ram_session); }

		int transfer_quota(Ram_session_capability ram_session, size_t amount) override
		{
			if (_quota - _used - _withdraw < amount)
				return -3;

			int const error = _session.transfer_quota(ram_session, amount);
			if (!error)
				_quota -= amount;

			return error;
		}

		size_t quota() override { return _quota; }
		size_t used()  override { return _used + _withdraw; }

		Ram_session_capability cap() const { return _session_cap; }
};

#endif /* _INCLUDE__OS__RAM_SESSION_GUARD_H_ */
