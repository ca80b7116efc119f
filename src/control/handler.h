/*
 * \brief  Interface of what handles the requests of the control protocol
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONTROL__HANDLER_H_
#define _CONTROL__HANDLER_H_

#include <chrono>

#include <control/progress.h>
#include <control/types.h>

namespace Control { struct Handler; }


/**
 * Operations on a running system
 *
 * They are called by the threads that serve the connections, also at the same
 * time. Components are named by their label ("init -> timer"), or by the end
 * of the label if that is unique ("timer").
 *
 * Each operation throws 'Request_failed'.
 */
struct Control::Handler
{
	virtual ~Handler() { }

	/**
	 * Start the first component, if the system was told to wait for that
	 *
	 * \param image    snapshot to restore when the component with the captured
	 *                 label starts, none if null
	 */
	virtual void start(Image const *image, Restore_options const &options) = 0;

	/**
	 * Wait until the restore that was requested with 'start' has happened
	 *
	 * \param progress  null if nobody is interested, called by another thread;
	 *                  an exception that it throws ends the reports only
	 */
	virtual Restore_result wait_for_restore(Progress const &progress) = 0;

	virtual std::vector<Component_status> components() = 0;

	/**
	 * Return what checkpoints take of the system
	 */
	virtual System_cost cost() = 0;

	virtual std::vector<Capability> capabilities(std::string const &component) = 0;

	/**
	 * Capture components, and let them run on
	 *
	 * \param components  at least one
	 * \param progress    null if nobody is interested
	 */
	virtual Checkpoint_result checkpoint(std::vector<std::string> const &components,
	                                     Progress const &progress, Checkpoint_options const &) = 0;

	/**
	 * Put components into a captured state
	 *
	 * \param progress  null if nobody is interested
	 */
	virtual Restore_result restore(Image const &image, Restore_options const &options,
	                               Progress const &progress) = 0;

	/**
	 * Return sessions of all components, those at core first
	 *
	 * What a component in between does not tell about is left out.
	 */
	virtual std::vector<Session> sessions() = 0;

	/**
	 * Return lines of the log that are still known
	 *
	 * \param after  number of the last line that is not of interest
	 * \param wait   if there is none, time to wait for one, MAX_LOG_WAIT_MS at most
	 */
	virtual std::vector<Log_line> log(uint64_t after, std::chrono::milliseconds wait) = 0;

	/**
	 * Kill the process of a component, its sessions stay
	 */
	virtual void kill(std::string const &component) = 0;

	/**
	 * Remove a component that was restored as a clone
	 */
	virtual void remove_clone(std::string const &component) = 0;

	/**
	 * Stop the system
	 */
	virtual void stop() = 0;
};

#endif /* _CONTROL__HANDLER_H_ */
