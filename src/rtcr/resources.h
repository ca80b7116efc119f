/*
 * \brief  Capture and restore of each kind of resource
 *
 * The two functions that belong to a kind of resource are implemented in one
 * file, which is named after the resource.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__RESOURCES_H_
#define _RTCR__RESOURCES_H_

#include <rtcr/capture.h>
#include <rtcr/reconstruction.h>

namespace Core { class Ram_session_component; }

namespace Rtcr {

	/*
	 * Functions named 'capture_...' fill the snapshot, see 'Capture'. The
	 * others are steps of a restore, see 'Reconstruction'. None of the latter
	 * fails, except for the ones named 'match_...', which change nothing.
	 */

	/**
	 * Transfer of quota between the accounts of components
	 */
	struct Donation
	{
		Core::Ram_session_component *from, *to;   /* null if not captured */
		uint64_t bytes;

		/** Return true if the restore transfers it, not the parent */
		bool inner() const { return from && to; }
	};

	void capture_sessions(Capture &);
	void match_sessions(Reconstruction &);
	void restore_sessions(Reconstruction &);

	/**
	 * Return account that settles the difference between the quota that a RAM
	 * session has and the captured one, null if the quota stays as it is
	 */
	Core::Ram_session_component *settling_account(Reconstruction const &, Index session);

	/**
	 * Return what accounts get back from RAM sessions that will be closed
	 */
	std::vector<Donation> returned_quotas(Reconstruction const &);

	void capture_threads(Capture &);
	void check_threads(Reconstruction const &);
	void create_threads(Reconstruction &);
	void prepare_threads(Reconstruction &);
	void resume_threads(Reconstruction &);

	void capture_gates(Capture &);
	void create_gates(Reconstruction &);
	void destroy_surplus_gates(Reconstruction &);

	void capture_signals(Capture &);
	void create_signals(Reconstruction &);
	void restore_signals(Reconstruction &);
	void destroy_surplus_signals(Reconstruction &);

	void capture_region_maps(Capture &);
	void create_region_maps(Reconstruction &);
	void restore_region_maps(Reconstruction &);
	void restore_faults(Reconstruction &);

	void match_dataspaces(Reconstruction &);
	void restore_dataspaces(Reconstruction &);

	void capture_parent_sessions(Capture &);
	std::vector<Donation> adopted_donations(Reconstruction const &);
	std::vector<Donation> returned_donations(Reconstruction const &);

	/**
	 * Return donation that a component gets back from another one because a
	 * session between them is going to be closed
	 *
	 * 'restore_donations' executes it if it is an inner one.
	 */
	Donation returned_donation(Reconstruction const &, Preparation::Surplus_session const &);

	/**
	 * Return account that pays for the sessions of a component, null if there is
	 * none
	 */
	Core::Ram_session_component *paying_account(Reconstruction const &,
	                                            std::string const &component);

	/** Return bytes that were donated to a session since it was captured */
	size_t surplus_donation(Reconstruction const &, Index session);

	void restore_donations(Reconstruction &);

	void capture_pds(Capture &);
	void restore_capabilities(Reconstruction &);

	/** Record calls that a task has received and not answered */
	void capture_calls(Capture &, Kernel::Task const &, Pd &);

	/**
	 * Withdraw calls that others have made to the components
	 */
	void keep_served_calls(Reconstruction &);
	void detach_calls(Reconstruction &);
	void restore_calls(Reconstruction &);

	/**
	 * Send a call again, or let it fail
	 *
	 * \param received  the server had received the call already
	 */
	void restore_call(Restore_policy const &, Report &, Kernel::Thread &client, bool received);

	/**
	 * Describe an object that does not belong to the captured components
	 */
	Outside outside(Capture &, Kernel::Object const &);
	void capture_outsides(Capture &);
	void match_outsides(Reconstruction &);
}

#endif /* _RTCR__RESOURCES_H_ */
