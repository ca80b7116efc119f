/*
 * \brief  Reaction to requests of threads
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__ENTRY_HANDLER_H_
#define _HOST__ENTRY_HANDLER_H_

namespace Host {

	class Carrier;

	struct Entry_handler;
}


/**
 * Interface for reacting to requests of threads
 */
struct Host::Entry_handler
{
	virtual ~Entry_handler() { }

	/**
	 * The thread has posted a request, which awaits completion
	 *
	 * Called by a nucleus thread that belongs to the carrier alone, so the
	 * handler may block. A call may come without a new request.
	 *
	 * \param carrier  carrier of the thread, which waits for the end of the
	 *                 call when it is destructed
	 */
	virtual void handle_entry(Carrier const &carrier) = 0;
};

#endif /* _HOST__ENTRY_HANDLER_H_ */
