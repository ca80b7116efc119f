/*
 * \brief  Quota that accounts have in advance while a restore is under way
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <rtcr/quota_loans.h>

using namespace Rtcr;


void Quota_loans::lend(Core::Ram_session_component &account, uint64_t bytes)
{
	if (!bytes)
		return;

	account.limit(account.quota() + bytes);
	_loans.push_back({ Kernel::Ref<Kernel::Object>(account.kernel_object()), bytes });
}


uint64_t Quota_loans::lent(Core::Ram_session_component const &account) const
{
	uint64_t sum = 0;
	for (Loan const &loan : _loans)
		if (loan.account.get() == &account.kernel_object())
			sum += loan.bytes;

	return sum;
}


uint64_t Quota_loans::take_back()
{
	uint64_t missing = 0;

	for (Loan &loan : _loans) {

		auto * const account = loan.account->alive()
		                     ? dynamic_cast<Core::Ram_session_component *>(loan.account->handler())
		                     : nullptr;

		/* the quota of a session that was closed is with somebody else */
		if (!account) {
			loan.bytes = 0;
			continue;
		}

		uint64_t const bytes = std::min<uint64_t>(loan.bytes, account->quota());

		account->limit(account->quota() - bytes);
		loan.bytes -= bytes;
		missing += loan.bytes;
	}

	std::erase_if(_loans, [] (Loan const &loan) { return !loan.bytes; });
	return missing;
}
