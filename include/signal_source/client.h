/*
 * \brief  Client of a signal source
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__SIGNAL_SOURCE__CLIENT_H_
#define _INCLUDE__SIGNAL_SOURCE__CLIENT_H_

#include <base/rpc_client.h>
#include <signal_source/capability.h>
#include <signal_source/recap_signal_source.h>

namespace Genode { class Signal_source_client; }


class Genode::Signal_source_client : public Rpc_client<Recap_signal_source>
{
	private:

		/* semaphore, attached to the thread that constructed the object */
		Native_capability _sem;

		Native_capability _request_semaphore(Thread_capability thread) override {
			return call<Rpc_request_semaphore>(thread); }

	public:

		/**
		 * Constructor, to be called by the thread that waits for signals
		 */
		explicit Signal_source_client(Signal_source_capability source);

		/**
		 * Wait for a signal and return it
		 *
		 * The number of the signal is 0 if the wait was interrupted.
		 */
		Signal wait_for_signal() override;
};

#endif /* _INCLUDE__SIGNAL_SOURCE__CLIENT_H_ */
