/*
 * \brief  Channel of direct calls, as nucleus sees it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__CHANNEL_H_
#define _HOST__CHANNEL_H_

#include <host/arena.h>
#include <host/channel_abi.h>

namespace Host { class Channel; }


/**
 * Page through which a client thread and a server thread exchange small
 * messages without nucleus
 *
 * Either side can write whatever it likes to the page. What is read from
 * there affects those two only.
 */
class Host::Channel
{
	private:

		Memory             _memory;
		Abi::Channel_page &_page;

		static void _copy(Abi::Channel_page::Message const &, Kernel::Message &);

		Channel(Channel const &) = delete;
		Channel &operator = (Channel const &) = delete;

	public:

		enum class State : uint32_t {
			IDLE    = Abi::Channel_page::IDLE,
			REQUEST = Abi::Channel_page::REQUEST,
			SERVING = Abi::Channel_page::SERVING,
			REPLY   = Abi::Channel_page::REPLY,
		};

		/**
		 * Constructor
		 *
		 * \throw Arena::Out_of_memory
		 */
		explicit Channel(Arena &);

		/** State together with the number of the call that it belongs to */
		struct Snapshot
		{
			State    state;
			uint32_t call;   /* bits 'Thread_state::CALL_NUMBER' */
		};

		/** Return further holder of the page */
		Memory memory() const { return _memory.shared(); }

		/**
		 * Permit calls, must not be called while one is under way
		 */
		void open();

		/**
		 * Let all further steps of both sides fail, and wake them up
		 *
		 * \return  state when the channel was closed
		 */
		Snapshot close();

		/**
		 * Begin with a call of which the server gets the request elsewhere
		 *
		 * \param call  bits 'Thread_state::CALL_NUMBER'
		 *
		 * \return  false if another call is under way, or the channel is closed
		 */
		bool serve(uint32_t call);

		/** Return state, also of a closed channel */
		State state() const;

		/** Copy request or reply, without label and token */
		void request(Kernel::Message &to) const { _copy(_page.request, to); }
		void reply  (Kernel::Message &to) const { _copy(_page.reply,   to); }

		/**
		 * Return true if the host has what a server needs to watch channels
		 */
		static bool supported();
};

#endif /* _HOST__CHANNEL_H_ */
