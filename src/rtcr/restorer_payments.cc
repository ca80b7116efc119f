/*
 * \brief  Quota for the sessions that a restore opens or upgrades
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <rtcr/resources.h>
#include <rtcr/restorer.h>
#include <util/arg_string.h>

using namespace Rtcr;


size_t Restorer::_ram_quota(std::string const &args)
{
	return Genode::Arg_string::find_arg(args.c_str(), "ram_quota").ulong_value(0);
}


Restorer::Payments Restorer::_payments_for_sessions(std::vector<Index> const &core,
                                                    std::vector<Index> const &outside) const
{
	Payments payments;

	for (Index const i : core) {
		Session const &captured = _snapshot.sessions[i];
		payments[_snapshot.root(captured.label)] += _ram_quota(captured.requested_args);
	}

	for (Index const i : outside) {
		Outside const &captured = _snapshot.outsides[i];
		payments[_snapshot.root(_snapshot.pd_label(captured.pd))] +=
			std::max<uint64_t>(captured.donated, _ram_quota(captured.args));
	}
	return payments;
}


/*
 * The quota that the components use now, and what they donated since the
 * checkpoint, is going to be free when it has to suffice for what was captured.
 * More than that is not lent, so a forged snapshot cannot ask for any amount.
 */
void Restorer::_lend(Payments const &payments)
{
	if (payments.empty())
		return;

	Component_set  const set = _component_set();
	Reconstruction const r   = _reconstruction(set);

	for (auto const &[component, bytes] : payments) {

		auto * const account = paying_account(r, component);
		if (!account || bytes <= account->available())
			continue;

		uint64_t owed = account->used();
		for (Donation const &donation : returned_donations(r))
			if (donation.to == account)
				owed += donation.bytes;

		uint64_t const needed = bytes - account->available();
		uint64_t const lent   = _preparation.loans.lent(*account);

		if (lent <= owed && needed <= owed - lent)
			_preparation.loans.lend(*account, needed);
	}
}


void Restorer::_take_back_loans()
{
	if (uint64_t const missing = _preparation.loans.take_back())
		_report.notes.push_back(std::to_string(missing) + " bytes of quota that were lent for the "
		                        "restore could not be taken back");
}
