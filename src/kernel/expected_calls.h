/*
 * \brief  Calls that a restored server continues before they are made again
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__EXPECTED_CALLS_H_
#define _KERNEL__EXPECTED_CALLS_H_

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <kernel/gate.h>
#include <kernel/held_reply.h>
#include <kernel/invocation.h>
#include <kernel/thread.h>

namespace Kernel {

	struct Expected_call;
	class  Expected_calls;
}


/**
 * Call that a server received, whose client does not know of it anymore
 *
 * The server was restored along with a thread that makes a call to somebody
 * outside, who made the call to the server in order to serve it. As the
 * restored thread repeats its call, the one outside is going to repeat the call
 * to the server, which serves it already. So the repeated call is not received
 * once more but gets the reply to the first one.
 */
struct Kernel::Expected_call
{
	struct Request
	{
		int64_t                  code;
		std::vector<uint8_t>     data;
		std::vector<Ref<Object>> caps;

		bool operator == (Invocation::Payload const &) const;
	};

	Ref<Thread> origin;          /* restored client of the one outside */
	uint64_t    origin_number;   /* captured number of its call */
	Ref<Gate>   gate;
	Ref<Thread> server;
	Request     request;

	std::unique_ptr<Held_reply> reply { };   /* if the server replied already */

	/** Return true if the call is about to be repeated, and somebody replies */
	bool pending() const
	{
		return origin->repeats_call(origin_number) && (reply || server->alive());
	}

	/** Return true if it is the call that a thread makes now */
	bool repeated_by(Thread const &client) const;
};


/**
 * Expected calls of a task, by the tokens that its servers reply to
 */
class Kernel::Expected_calls
{
	public:

		using Token = uint64_t;
		using Taken = std::pair<Token, Expected_call>;

	private:

		std::map<Token, Expected_call> _calls { };

	public:

		bool empty() const { return _calls.empty(); }

		void add(Token token, Expected_call call) { _calls.emplace(token, std::move(call)); }
		void clear()                              { _calls.clear(); }

		/** Return call that was not replied to, null if there is none for the token */
		Expected_call *unanswered(Token);

		/**
		 * Take the call that a thread repeats, if it does
		 *
		 * Those that nobody is going to repeat are forgotten.
		 */
		std::optional<Taken> take(Thread const &client);
};

#endif /* _KERNEL__EXPECTED_CALLS_H_ */
