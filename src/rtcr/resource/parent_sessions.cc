/*
 * \brief  Capture and restore of what parents know about sessions
 *
 * A parent keeps a list of the sessions that each component opened. The list
 * is not part of the component, so it has to be adapted to the restored state:
 *
 * - Sessions that were opened after the checkpoint are closed.
 * - A session between two captured components comes back as part of its
 *   server. If the parent does not know it, because it was closed in the
 *   meantime or because the system is another one, it takes note of it.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <core/ram_session.h>
#include <rtcr/resources.h>

using namespace Rtcr;


/*************
 ** Capture **
 *************/

void Rtcr::capture_parent_sessions(Capture &capture)
{
	auto const &roots = capture.set.roots();

	for (Core::Pd_session_component const *pd : capture.set.pds()) {

		Index const index = capture.index(pd->task());

		auto const *ids = capture.infos.ids(pd->label());
		if (!ids || capture.snapshot.root_pd(pd->label()) != index)
			continue;

		capture.snapshot.pds[index].session_ids_known = true;
		capture.snapshot.pds[index].session_ids       = *ids;
		capture.snapshot.pds[index].parent_calls      = capture.infos.parent_calls(pd->label());
	}

	capture.infos.for_each_inner([&] (Kernel::Object const &object) {

		Session_info const * const info = capture.infos.info(object);
		Ref                  const gate = capture.ref(&object);

		if (!info || gate.kind != Ref::Kind::GATE || std::ranges::find(roots, info->component) == roots.end())
			return;

		if (auto const pd = capture.snapshot.root_pd(info->component))
			capture.snapshot.inner_sessions.push_back({ .gate     = gate,
			                                            .pd       = *pd,
			                                            .service  = info->service,
			                                            .args     = info->args,
			                                            .affinity = info->affinity,
			                                            .donated  = info->donated });
	});
}


/*************
 ** Restore **
 *************/

Core::Ram_session_component *Rtcr::paying_account(Reconstruction const &r,
                                                  std::string const &component)
{
	for (Index i = 0; i < r.snapshot.sessions.size(); i++)
		if (r.snapshot.sessions[i].service == Session::Service::RAM
		 && r.snapshot.sessions[i].label == component)
			return Core::session_cast<Core::Ram_session_component>(r.sessions[i]);

	return nullptr;
}


/*
 * A session that is not the captured one may have a larger donation because
 * the parent wants it
 */
size_t Rtcr::surplus_donation(Reconstruction const &r, Index i)
{
	if (!r.sessions[i])
		return 0;

	size_t const captured = r.snapshot.sessions[i].donated;
	size_t const current  = r.sessions[i]->donation().limit();

	return r.identical(r.sessions[i]->session_object(), r.snapshot.sessions[i].id)
	    && current > captured ? current - captured : 0;
}


std::vector<Donation> Rtcr::adopted_donations(Reconstruction const &r)
{
	std::vector<Donation> donations;

	for (Index const i : r.preparation.adopted) {

		Inner_session const &session = r.snapshot.inner_sessions[i];

		Pd const &server = r.snapshot.pds[r.snapshot.gates[session.gate.index].pd];

		std::string const &client = r.snapshot.pd_label(session.pd);
		std::string const root =
			r.snapshot.root(r.snapshot.sessions[server.session].label);

		Donation const donation { paying_account(r, client), paying_account(r, root),
		                          session.donated };

		if (donation.inner() && donation.from != donation.to)
			donations.push_back(donation);
	}
	return donations;
}


Donation Rtcr::returned_donation(Reconstruction const &r,
                                 Preparation::Surplus_session const &surplus)
{
	return { surplus.inner() ? paying_account(r, surplus.server) : nullptr,
	         paying_account(r, r.snapshot.pd_label(surplus.pd)), surplus.donated };
}


std::vector<Donation> Rtcr::returned_donations(Reconstruction const &r)
{
	std::vector<Donation> donations;

	for (Preparation::Surplus_session const &surplus : r.preparation.surplus)
		donations.push_back(returned_donation(r, surplus));

	for (Index i = 0; i < r.sessions.size(); i++)
		if (size_t const bytes = surplus_donation(r, i))
			donations.push_back({ nullptr,
			                      paying_account(r, r.snapshot.root(r.snapshot.sessions[i].label)),
			                      bytes });

	return donations;
}


static void execute(Donation const &donation)
{
	uint64_t const bytes = std::min<uint64_t>(donation.from->quota(), donation.bytes);

	donation.from->limit(donation.from->quota() - bytes);
	donation.to  ->limit(donation.to  ->quota() + bytes);
}


/*
 * The components must not miss anything when they go on, even though their
 * parents close and adopt the sessions later
 */
void Rtcr::restore_donations(Reconstruction &r)
{
	for (Preparation::Surplus_session const &surplus : r.preparation.surplus) {

		Donation const donation = returned_donation(r, surplus);
		if (donation.inner())
			execute(donation);
	}

	for (Donation const &donation : adopted_donations(r))
		execute(donation);
}
