/*
 * \brief  Check that accounts pay for what a restore creates
 *
 * While objects are put in place, the accounts have no limits.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <map>

#include <core/ram_session.h>
#include <rtcr/resources.h>

using namespace Rtcr;


namespace {

	using Amounts = std::map<Core::Session const *, int64_t>;

	[[noreturn]] void refuse(std::string const &what, int64_t needed, int64_t available)
	{
		throw Out_of_quota(what + " does not suffice: " + std::to_string(needed)
		                   + " bytes are needed, " + std::to_string(std::max<int64_t>(0, available))
		                   + " are there");
	}


	void check_donations(Reconstruction const &r)
	{
		for (Index i = 0; i < r.sessions.size(); i++) {

			size_t const used  = r.snapshot.sessions[i].used;
			size_t const limit = r.sessions[i]->donation().limit();

			if (used > limit)
				refuse("the donation to the " + r.sessions[i]->args().service + " session of \""
				       + r.sessions[i]->label() + "\"", int64_t(used), int64_t(limit));
		}
	}


	/**
	 * Return quota of each captured RAM session after what 'restore_sessions'
	 * and 'restore_donations' are going to transfer
	 */
	Amounts ram_quotas(Reconstruction const &r)
	{
		Amounts quotas;

		auto for_each_account = [&] (auto const &fn) {
			for (Index i = 0; i < r.sessions.size(); i++)
				if (r.snapshot.sessions[i].service == Session::Service::RAM)
					fn(i); };

		for_each_account([&] (Index i) {
			auto &ram = r.session<Core::Ram_session_component>(i);
			quotas[&ram] = int64_t(ram.quota()) - int64_t(r.preparation.loans.lent(ram)); });

		for (Donation const &donation : returned_quotas(r))
			if (auto const it = quotas.find(donation.to); it != quotas.end())
				it->second += int64_t(donation.bytes);

		for_each_account([&] (Index i) {

			auto const *account = settling_account(r, i);
			if (!account)
				return;

			int64_t const captured = int64_t(r.snapshot.sessions[i].ram_quota);

			auto const it = quotas.find(account);
			if (it != quotas.end())
				it->second += quotas[r.sessions[i]] - captured;

			quotas[r.sessions[i]] = captured;
		});

		for (auto const &donations : { adopted_donations(r), returned_donations(r) })
			for (Donation const &donation : donations) {
				if (donation.from) quotas[donation.from] -= int64_t(donation.bytes);
				if (donation.to)   quotas[donation.to]   += int64_t(donation.bytes);
			}

		return quotas;
	}


	/**
	 * Return what the accounts are going to pay for slots of capability spaces
	 *
	 * That is the difference to what is paid now for accounts that are not part
	 * of the snapshot, the whole for the others.
	 */
	Amounts slot_costs(Reconstruction const &r, Amounts const &quotas)
	{
		Amounts costs;

		for (Index i = 0; i < r.pds.size(); i++) {

			Kernel::Slot last = 0;
			for (Cap_entry const &entry : r.snapshot.pds[i].caps)
				last = std::max(last, entry.slot);

			auto const *payer = r.pds[i]->slot_account().payer();

			costs[payer] += int64_t(Kernel::Cap_space::cost(last + 1));
			if (!quotas.contains(payer))
				costs[payer] -= int64_t(r.pds[i]->slot_account().paid());
		}
		return costs;
	}
}


void Reconstruction::_check_quotas() const
{
	check_donations(*this);

	Amounts const quotas = ram_quotas(*this);
	Amounts       needed = slot_costs(*this, quotas);

	for (auto const &[payer, bytes] : needed) {

		if (quotas.contains(payer) || bytes <= 0)
			continue;

		auto * const ram = dynamic_cast<Core::Ram_session_component const *>(payer);

		int64_t const available = ram ? int64_t(ram->available()) : 0;
		if (bytes > available)
			refuse("the RAM quota of those who pay for capabilities", bytes, available);
	}

	for (Ram_dataspace const &ds : snapshot.ram_dataspaces)
		needed[sessions[ds.ram_session]] += int64_t(ds.size);

	for (Index i = 0; i < sessions.size(); i++) {

		if (snapshot.sessions[i].service != Session::Service::RAM)
			continue;

		/* a forged snapshot may claim less than its content takes */
		int64_t const bytes = std::max(int64_t(snapshot.sessions[i].ram_used), needed[sessions[i]]);
		int64_t const quota = quotas.at(sessions[i]);

		if (bytes > quota)
			refuse("the RAM quota of \"" + sessions[i]->label() + "\"", bytes, quota);
	}
}
