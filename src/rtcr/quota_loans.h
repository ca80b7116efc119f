/*
 * \brief  Quota that accounts have in advance while a restore is under way
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__QUOTA_LOANS_H_
#define _RTCR__QUOTA_LOANS_H_

#include <vector>

#include <core/ram_session.h>
#include <kernel/object.h>

namespace Rtcr { class Quota_loans; }


/**
 * Quota lent to RAM sessions until they get back what they are owed
 *
 * A restore opens sessions before it frees what came about after the
 * checkpoint. The account that pays may lack what it is about to get back.
 *
 * The kernel lock must be held.
 */
class Rtcr::Quota_loans
{
	private:

		struct Loan { Kernel::Ref<Kernel::Object> account; uint64_t bytes; };

		std::vector<Loan> _loans { };

	public:

		/** Extend quota of an account by 'bytes' */
		void lend(Core::Ram_session_component &, uint64_t bytes);

		/** Return bytes that an account has to give back */
		uint64_t lent(Core::Ram_session_component const &) const;

		/**
		 * Take back what was lent
		 *
		 * \return  bytes that are still missing because the quota of the account
		 *          is too small, to be taken back later
		 */
		uint64_t take_back();
};

#endif /* _RTCR__QUOTA_LOANS_H_ */
