/*
 * \brief  Accounts for memory that a component occupies in nucleus without asking
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__METADATA_ACCOUNTS_H_
#define _CORE__METADATA_ACCOUNTS_H_

#include <functional>
#include <string>

#include <core/quota.h>
#include <kernel/memory_account.h>
#include <kernel/object.h>

namespace Core {

	class Slot_account;
	class Channel_account;
	class Ram_session_component;
	class Session_registry;
}


/**
 * Payment for slots of a capability space from RAM quota
 *
 * Messages bring capabilities without a session being involved that could ask
 * for a donation. So the RAM session of the component pays, which is the
 * oldest one with the label of the PD session, or that of the closest ancestor
 * if the component has none. When the session is closed, the next one in this
 * order takes over.
 *
 * All methods are called with the kernel lock held.
 */
class Core::Slot_account : public Kernel::Memory_account
{
	private:

		Session_registry const      &_sessions;
		std::string const            _label;
		std::function<void ()> const _refused;

		Kernel::Ref<Kernel::Object> _ram { };
		size_t                      _paid = 0;   /* by that session */
		bool                        _told = false;

	public:

		/**
		 * Constructor
		 *
		 * \param label    of the component
		 * \param refused  called when the quota does not suffice for the first time
		 */
		Slot_account(Session_registry const &sessions, std::string const &label,
		             std::function<void ()> refused)
		:
			_sessions(sessions), _label(label), _refused(std::move(refused))
		{ }

		/** Return session that pays, null if there is none */
		Ram_session_component *payer();

		/** Return bytes paid by that session */
		size_t paid() const { return _paid; }


		/******************************
		 ** Memory_account interface **
		 ******************************/

		bool withdraw(size_t) override;
		void withdraw_unchecked(size_t) override;
		void replenish(size_t) override;
};


/**
 * Payment for channels from the donation to the PD session
 *
 * Whoever cannot pay goes without channels, which is slower. So they are not
 * worth RAM quota, which components expect to know.
 */
class Core::Channel_account : public Kernel::Memory_account
{
	private:

		Quota &_donation;

	public:

		explicit Channel_account(Quota &donation) : _donation(donation) { }


		/******************************
		 ** Memory_account interface **
		 ******************************/

		bool withdraw(size_t) override;
		void withdraw_unchecked(size_t) override;
		void replenish(size_t amount) override { _donation.replenish(amount); }
};

#endif /* _CORE__METADATA_ACCOUNTS_H_ */
