/*
 * \brief  Model of direct calls, explored in all interleavings
 *
 * A client makes one call, by the channel or by the kernel, a server waits,
 * calls a service of nucleus, answers, and waits again, the kernel closes the
 * channel at any instant. Each step is what one of them does between two
 * accesses to memory that others change, see 'host/stub/direct.S',
 * 'kernel/thread_direct.cc', and 'kernel/thread_direct_reply.cc'. Steps of the
 * kernel under its lock are divided at each access to what the threads change.
 * Once, a request of the server is looked for at any instant, see
 * 'Thread::execute_simple_request'.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <compare>
#include <set>
#include <vector>

namespace {

	enum Channel : int { IDLE, REQUEST, SERVING, REPLY };

	/* 'post' relative to the last request by the kernel */
	enum Post : int { NONE, DIRECT, TAKING, REQUESTED };

	enum Client_step : int { C_BEGIN, C_CHECK, C_SEND, C_AWAIT, C_RECEIVE, C_FINISH, C_GIVE_UP,
	                         C_BY_KERNEL, C_DONE, C_POST, C_AWAIT_BOTH };

	enum Server_step : int { S_BEGIN, S_CHECK, S_REPLY, S_SCAN, S_TAKE, S_SERVE, S_TOKEN, S_COPY,
	                         S_FINISH, S_VANISHED, S_GIVE_UP, S_BY_KERNEL, S_EXECUTE, S_CALL };

	/* what the server asks the kernel for: to reply and to wait, or to call a service of nucleus */
	enum Operation : int { O_WAIT, O_CALL };

	enum Kernel_step : int { K_IDLE, K_CLOSE, K_ABSORB, K_TAKE_OVER, K_RESOLVE, K_RECEPTION,
	                         K_TOKEN, K_CLOSED };

	/* delivery of a request by the kernel, with the reply left to the threads */
	enum Delivery : int { D_NONE, D_SERVE, D_LEAVE, D_DELIVER };

	/* execution of a request of the server that may be there */
	enum Advance : int { A_AHEAD, A_POSTED, A_READ, A_EXECUTE, A_OVER };

	/* what the kernel knows */
	enum Known : int { RUNNING, SENDING, AWAITING, WAITING };

	struct State
	{
		int channel = IDLE, closed = 0, slot = 1, token = 1;

		int client = C_BEGIN, client_post = NONE, client_known = RUNNING, client_done = 0,
		    replies = 0;

		int server = S_BEGIN, server_post = NONE, server_known = RUNNING, server_done = 0,
		    request = 0 /* in the UTCB */, reply_to = 0 /* 1: channel */, executions = 0,
		    call_known = 0 /* to the kernel, as being served */, operation = O_WAIT;

		int kernel = K_IDLE, seen = IDLE, delivery = D_NONE, reply_channel = 0, left = 0;

		int advance = A_AHEAD, read = O_WAIT, reply_to_read = 0, advanced = 0;

		auto operator <=> (State const &) const = default;
	};

	using States = std::vector<State>;

	/* somebody looks for a request, under the lock */
	bool advancing(State const &s) { return s.advance != A_AHEAD && s.advance != A_OVER; }

	/* the kernel's lock is free */
	bool unlocked(State const &s)
	{
		return (s.kernel == K_IDLE || s.kernel == K_CLOSED) && s.delivery == D_NONE
		    && !advancing(s);
	}

	void client(State s, States &next)
	{
		switch (s.client) {
		case C_BEGIN: s.client_post = DIRECT; s.client = C_CHECK; break;
		case C_CHECK: s.client = s.slot ? C_SEND : C_GIVE_UP; break;
		case C_SEND:
			if (s.channel == IDLE && !s.closed) { s.channel = REQUEST; s.client = C_AWAIT; }
			else s.client = C_GIVE_UP;
			break;
		case C_AWAIT:
			if (s.closed)                s.client = C_GIVE_UP;
			else if (s.channel == REPLY) s.client = C_RECEIVE;
			else return;   /* blocks */
			break;
		case C_RECEIVE: s.client = C_FINISH; break;
		case C_FINISH:
			if (s.client_post == DIRECT) { s.client_post = NONE; s.replies++; s.client = C_DONE; }
			else s.client = C_BY_KERNEL;
			break;
		case C_GIVE_UP:
			if (s.client_post == DIRECT) s.client_post = REQUESTED;
			s.client = C_BY_KERNEL;
			break;
		case C_BY_KERNEL:
			if (!s.client_done) return;
			s.client = C_DONE;
			break;
		case C_POST: s.client_post = REQUESTED; s.client = C_AWAIT_BOTH; break;
		case C_AWAIT_BOTH:
			if (s.client_done)   s.client = C_DONE;
			else if (s.closed)   s.client = C_GIVE_UP;
			else if (s.channel == REPLY && s.client_post == DIRECT) s.client = C_RECEIVE;
			else return;   /* blocks */
			break;
		default: return;
		}
		next.push_back(s);
	}

	void server(State s, States &next)
	{
		switch (s.server) {
		case S_BEGIN: s.operation = O_WAIT; s.server_post = DIRECT; s.server = S_CHECK; break;
		case S_CHECK: s.server = s.reply_to ? S_REPLY : S_SCAN; break;
		case S_REPLY:
			if (s.channel == SERVING && !s.closed && s.reply_to == 1) {
				s.channel = REPLY; s.reply_to = 0; s.server = S_SCAN;
			} else s.server = S_GIVE_UP;
			break;
		case S_SCAN:
			if (s.server_post != DIRECT)                   s.server = S_BY_KERNEL;
			else if (s.channel == REQUEST && !s.closed)    s.server = S_TAKE;
			else if (s.client_known == SENDING)            s.server = S_GIVE_UP;
			else return;   /* blocks */
			break;
		case S_TAKE:
			if (s.server_post == DIRECT) { s.server_post = TAKING; s.server = S_SERVE; }
			else s.server = S_BY_KERNEL;
			break;
		case S_SERVE:
			if (s.channel == REQUEST && !s.closed) { s.channel = SERVING; s.server = S_TOKEN; }
			else s.server = S_VANISHED;
			break;
		case S_TOKEN: s.server = s.token ? S_COPY : S_VANISHED; break;
		case S_COPY: s.request = 1; s.reply_to = 1; s.server = S_FINISH; break;
		case S_FINISH:
			if (s.server_post == TAKING) { s.server_post = NONE; s.server = S_EXECUTE; }
			else s.server = S_BY_KERNEL;
			break;
		case S_VANISHED:
			if (s.server_post == TAKING) { s.server_post = DIRECT; s.server = S_CHECK; }
			else s.server = S_BY_KERNEL;
			break;
		case S_GIVE_UP:
			if (s.server_post == DIRECT) s.server_post = REQUESTED;
			s.server = S_BY_KERNEL;
			break;
		case S_BY_KERNEL:
			if (!s.server_done) return;
			s.server_done = 0;
			s.server      = S_EXECUTE;
			break;
		case S_EXECUTE:
			EXPECT_TRUE(s.request) << "the server executes a request that it did not get";
			s.executions++;
			s.request     = 0;
			s.operation   = O_CALL;
			s.server_post = REQUESTED;
			s.server      = S_CALL;
			break;
		case S_CALL:
			if (!s.server_done) return;
			s.server_done = 0;
			s.server      = S_BEGIN;
			break;
		}
		next.push_back(s);
	}

	bool under_way(State const &s)
	{
		return s.client_known == RUNNING && (s.client_post == DIRECT || s.client_post == REQUESTED);
	}

	/* completion of a call by the kernel */
	void complete_client(State &s)
	{
		s.client_known = RUNNING;
		s.client_post  = NONE;
		s.client_done  = 1;
		s.replies++;
	}

	void deliver(State &s, int reply_to)
	{
		s.server_known = RUNNING;
		s.server_post  = NONE;
		s.server_done  = 1;
		s.request      = 1;
		s.reply_to     = reply_to;
	}

	/* the server is in the hands of the kernel and gets the request of the client */
	void receive(State &s)
	{
		if (s.reply_channel) {
			s.reply_channel = 0;
			s.delivery      = D_SERVE;
			return;
		}
		s.client_known = AWAITING;
		s.call_known   = 1;
		deliver(s, 2);
	}

	void delivery(State s, States &next)
	{
		switch (s.delivery) {
		case D_SERVE:
			EXPECT_EQ(s.channel, IDLE);
			s.channel  = SERVING;
			s.delivery = D_LEAVE;
			break;
		case D_LEAVE:
			s.client_post  = DIRECT;
			s.client_known = RUNNING;
			s.left         = 1;
			s.delivery     = D_DELIVER;
			break;
		case D_DELIVER:
			deliver(s, 1);
			s.delivery = D_NONE;
			break;
		default: return;
		}
		next.push_back(s);
	}

	/* reply, then wait, executed by the kernel */
	void reply_and_wait(State &s, int reply_to)
	{
		if (reply_to && s.call_known) {
			EXPECT_EQ(s.client_known, AWAITING);
			s.call_known = 0;
			complete_client(s);
		}
		s.reply_to     = 0;
		s.server_known = WAITING;

		if (s.client_known == SENDING)
			receive(s);
	}

	/* the server has posted a request that the kernel has not got yet */
	bool server_posted(State const &s)
	{
		return s.server_known == RUNNING && s.server_post == REQUESTED;
	}

	/* a reply to a channel that is open closes it first, the kernel does so at any time */
	bool closes_channel(State const &s, int operation, int reply_to)
	{
		return operation == O_WAIT && reply_to == 1 && s.kernel == K_IDLE;
	}

	/* request of the server, executed by the kernel */
	void execute(State &s, int operation, int reply_to)
	{
		EXPECT_EQ(operation, s.operation) << "a request is executed that is over";

		s.server_post = NONE;
		if (operation == O_CALL)
			s.server_done = 1;
		else
			reply_and_wait(s, reply_to);
	}

	void kernel(State s, States &next)
	{
		if (s.delivery != D_NONE || advancing(s))
			return;

		switch (s.kernel) {
		case K_IDLE:  s.slot = 0; s.reply_channel = 0; s.kernel = K_CLOSE; break;
		case K_CLOSE: s.seen = s.channel; s.closed = 1; s.kernel = K_ABSORB; break;
		case K_ABSORB:
			s.kernel = (s.seen == SERVING || s.seen == REPLY) && under_way(s) ? K_TAKE_OVER : K_RECEPTION;
			break;
		case K_TAKE_OVER:
			if (s.client_post == DIRECT) s.client_post = REQUESTED;
			s.kernel = K_RESOLVE;
			break;
		case K_RESOLVE:
			if (under_way(s)) {
				if (s.seen == REPLY)
					complete_client(s);
				else {
					s.client_known = AWAITING;
					s.client_post  = NONE;
					s.call_known   = 1;
				}
			}
			s.kernel = K_RECEPTION;
			break;
		case K_RECEPTION:
			if (s.seen == SERVING && s.server_known == RUNNING && s.server_post == TAKING)
				deliver(s, 1);
			s.kernel = K_TOKEN;
			break;
		case K_TOKEN: s.token = 0; s.kernel = K_CLOSED; break;
		default: return;
		}
		next.push_back(s);
	}

	/* requests that the threads posted, executed under the lock */
	void requests(State const &s, States &next)
	{
		if (!unlocked(s))
			return;

		if (s.client_known == RUNNING && s.client_post == REQUESTED) {
			State n = s;
			n.client_post  = NONE;
			n.client_known = SENDING;

			/* the channel is open, and the client waits for both */
			n.reply_channel = n.kernel == K_IDLE && n.client == C_AWAIT_BOTH;

			if (n.server_known == WAITING) {
				receive(n);
			} else if (n.server_post == DIRECT) {
				n.server_post = NONE;
				reply_and_wait(n, n.reply_to);
			}
			next.push_back(n);
		}
		if (server_posted(s) && !closes_channel(s, s.operation, s.reply_to)) {
			State n = s;
			execute(n, n.operation, n.reply_to);
			next.push_back(n);
		}
	}

	void advance(State s, States &next)
	{
		switch (s.advance) {
		case A_AHEAD:
			if (!unlocked(s)) return;
			s.advance = A_POSTED;
			break;
		case A_POSTED: s.advance = server_posted(s) ? A_READ : A_OVER; break;
		case A_READ:
			s.read          = s.operation;
			s.reply_to_read = s.reply_to;
			s.advance       = closes_channel(s, s.read, s.reply_to) ? A_OVER : A_EXECUTE;
			break;
		case A_EXECUTE:
			s.advance  = A_OVER;
			s.advanced = 1;
			execute(s, s.read, s.reply_to_read);
			break;
		default: return;
		}
		next.push_back(s);
	}

	struct Explored
	{
		size_t states = 0, ends = 0;
		bool   left = false;   /* the kernel left a reply to the threads */
		bool   advanced = false;
	};

	void explore(int first_step, Explored &result)
	{
		State first { };
		first.client = first_step;

		std::set<State>    known { };
		std::vector<State> open  { first };

		while (!open.empty() && !::testing::Test::HasFailure()) {

			State const s = open.back();
			open.pop_back();

			if (!known.insert(s).second)
				continue;

			result.states++;
			result.left     |= s.left != 0;
			result.advanced |= s.advanced != 0;

			ASSERT_LE(s.executions, 1);
			ASSERT_LE(s.replies, 1);

			States next { };
			client(s, next);
			server(s, next);
			kernel(s, next);
			requests(s, next);
			delivery(s, next);
			advance(s, next);

			open.insert(open.end(), next.begin(), next.end());

			if (!next.empty())
				continue;

			/* nobody can go on: the call is answered, and the server waits */
			result.ends++;
			EXPECT_EQ(s.client, C_DONE);
			EXPECT_EQ(s.executions, 1);
			EXPECT_EQ(s.replies, 1);
			EXPECT_FALSE(s.call_known);
		}
	}

	Explored explored(int first_step)
	{
		Explored result { };
		explore(first_step, result);

		EXPECT_GT(result.ends, 0u);
		EXPECT_TRUE(result.advanced);
		EXPECT_GT(result.states, 200u);
		return result;
	}
}


TEST(Direct_calls, each_call_is_executed_and_answered_once)
{
	EXPECT_FALSE(explored(C_BEGIN).left);
}


TEST(Direct_calls, each_call_by_the_kernel_is_executed_and_answered_once)
{
	EXPECT_TRUE(explored(C_POST).left);
}
