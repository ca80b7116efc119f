/*
 * \brief  RAM service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__RAM_SESSION_H_
#define _CORE__RAM_SESSION_H_

#include <map>
#include <memory>

#include <core/dataspace.h>
#include <core/session.h>
#include <ram_session/ram_session.h>

namespace Core { class Ram_session_component; }


class Core::Ram_session_component final
:
	public Core::Session,
	public Rpc_component<Genode::Ram_session, Ram_session_component>
{
	public:

		using Dataspaces = std::map<Kernel::Object const *, std::unique_ptr<Ram_dataspace>>;

	private:

		Kernel::System         &_system;
		Host::Arena            &_arena;
		Session_registry const &_sessions;

		size_t _limit = 0;   /* quota, including what is in use */
		size_t _used  = 0;

		Dataspaces _dataspaces { };

		Kernel::Ref<Kernel::Object> _ref_account { };

		Ram_session_component *_ref_session() const;

	public:

		enum { OVERHEAD = 4096 };

		Ram_session_component(Kernel::System &, Session_registry &, Session_args const &,
		                      Host::Arena &);

		~Ram_session_component();

		Kernel::Object &session_object() const override { return kernel_object(); }

		/** Grant quota out of nothing, for the initial account */
		void grant(size_t amount) { _limit += amount; }

		/**
		 * Take quota away
		 *
		 * \return  false if too much of it is in use
		 */
		bool withdraw(size_t amount);

		Dataspaces const &dataspaces() const { return _dataspaces; }

		Kernel::Ref<Kernel::Object> const &ref_account_object() const { return _ref_account; }
		void ref_account_object(Kernel::Ref<Kernel::Object> const &ref) { _ref_account = ref; }

		/**
		 * Pay for memory in nucleus, see 'Slot_account'
		 *
		 * \return  false if the quota does not suffice, nothing has changed then
		 */
		bool pay_metadata(size_t);

		/** Pay regardless of the quota */
		void pay_metadata_unchecked(size_t amount) { _used += amount; }

		void refund_metadata(size_t amount) { _used -= amount; }

		/** Return bytes of the quota that are not in use */
		size_t available() const { return _limit > _used ? _limit - _used : 0; }

		/** Define quota, used when restoring sessions that account among themselves */
		void limit(size_t limit) { _limit = limit; }

		/**
		 * Allocate dataspace
		 *
		 * \throw Genode::Ram_session::Quota_exceeded
		 * \throw Genode::Ram_session::Out_of_metadata
		 */
		Ram_dataspace &allocate(size_t size);

		/**
		 * Add dataspace with the given memory regardless of the quota, used
		 * when restoring
		 *
		 * \throw Quota::Exceeded  donation for the session
		 */
		Ram_dataspace &insert(Host::Memory &&);

		void free(Ram_dataspace &);

		/** Free all dataspaces */
		void clear();


		/***************************
		 ** Ram_session interface **
		 ***************************/

		Genode::Ram_dataspace_capability alloc(Genode::size_t, Genode::Cache_attribute) override;
		void free(Genode::Ram_dataspace_capability) override;
		int ref_account(Genode::Ram_session_capability) override;
		int transfer_quota(Genode::Ram_session_capability, Genode::size_t) override;
		Genode::size_t quota() override { return _limit; }
		Genode::size_t used()  override { return _used; }
};

#endif /* _CORE__RAM_SESSION_H_ */
