/*
 * \brief  Model of stopping threads some of which stand still, in all interleavings
 *
 * One thread runs at first, others wait for wakeups, as they did at the previous
 * checkpoint. Any thread that runs may wake up others, and wait. Each step is what
 * a thread, or the one who freezes them, does between two accesses to memory
 * that others change, see 'Rtcr::Freezer', 'Rtcr::Still_threads', and
 * 'Host::Wait'.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <array>
#include <compare>
#include <set>
#include <vector>


namespace {

	constexpr int THREADS = 3, MAX_WAKES = 3;

	enum Block : int { NONE, WAITING, HELD };

	/* RUN: in the program, LEAVE: about to consume a wakeup, PARKED: interrupted */
	enum Step : int { RUN, SAVE, WAIT, LEAVE, PARKED };

	struct Thread
	{
		int step = WAIT, block = WAITING, wakeups = 0, waits = 1, held = 0;

		auto operator <=> (Thread const &) const = default;
	};

	/* what the freezer is about to look at */
	enum Look : int { STOP, AWAIT, WAKEUPS, BLOCK, WAITS, MOVED, FROZEN };

	struct State
	{
		std::array<Thread, THREADS> threads { };

		int look = STOP, thread = 0, moved = 0, wakes = 0;

		std::array<int, THREADS> still { 0, 1, 1 };

		auto operator <=> (State const &) const = default;
	};

	using States = std::vector<State>;

	void execute(State const &state, int index, States &next)
	{
		State s = state;
		Thread &t = s.threads[size_t(index)];

		switch (t.step) {

		case RUN:
			if (t.held) {
				t.step = PARKED;
				next.push_back(s);
				return;
			}
			for (int other = 0; other < THREADS; other++)
				if (other != index && s.wakes < MAX_WAKES) {
					State woken = s;
					woken.threads[size_t(other)].wakeups++;
					woken.wakes++;
					next.push_back(woken);
				}
			t.step = SAVE;
			t.waits++;
			break;

		case SAVE:
			if (t.held)
				t.step = PARKED;
			else {
				t.block = WAITING;
				t.step  = WAIT;
			}
			break;

		case WAIT:
			if (!t.wakeups || t.block == HELD)
				return;
			t.block = NONE;
			t.step  = LEAVE;
			break;

		case LEAVE:
			if (t.held)
				t.step = PARKED;
			else {
				t.wakeups--;
				t.step = RUN;
			}
			break;

		default: return;
		}
		next.push_back(s);
	}

	void hold(Thread &t)
	{
		t.held = 1;
		if (t.block == WAITING)
			t.block = HELD;
	}

	bool stopped(Thread const &t) { return t.step == PARKED || t.block == HELD; }

	void look_at_next(State &s)
	{
		s.look = MOVED;
		while (++s.thread < THREADS)
			if (s.still[size_t(s.thread)]) {
				s.look = WAKEUPS;
				return;
			}
	}

	/*
	 * \param once  mutation: threads are not looked at again after one has moved
	 */
	void freeze(State s, States &next, bool once)
	{
		Thread &t = s.threads[size_t(s.thread < THREADS ? s.thread : 0)];

		auto take_back = [&] {
			s.still[size_t(s.thread)] = 0;
			s.moved = 1;
			hold(t);
			look_at_next(s);
		};

		switch (s.look) {

		case STOP:
			hold(t);
			s.look = AWAIT;
			break;

		case AWAIT:
			for (int i = 0; i < THREADS; i++)
				if (!s.still[size_t(i)] && !stopped(s.threads[size_t(i)]))
					return;
			s.thread = -1;
			s.moved  = 0;
			look_at_next(s);
			break;

		case WAKEUPS:
			if (t.wakeups == 0) s.look = BLOCK;
			else take_back();
			break;

		case BLOCK:
			if (t.block == WAITING) s.look = WAITS;
			else take_back();
			break;

		case WAITS:
			if (t.waits == 1) look_at_next(s);
			else take_back();
			break;

		case MOVED:
			if (s.moved && !once) s.look = AWAIT;
			else {
				for (int i = 0; i < THREADS; i++)
					if (!s.still[size_t(i)] && !stopped(s.threads[size_t(i)]))
						return;
				s.look = FROZEN;
			}
			break;

		default: return;
		}
		next.push_back(s);
	}

	struct Result { size_t frozen = 0, broken = 0; };

	Result explore(bool once = false)
	{
		State start;
		start.threads[0] = { .step = RUN, .block = NONE, .wakeups = 0, .waits = 1, .held = 0 };

		std::set<State> known { start };
		States          todo  { start };
		Result          result { };

		while (!todo.empty()) {

			State const state = todo.back();
			todo.pop_back();

			States threads { }, next { };
			for (int i = 0; i < THREADS; i++)
				execute(state, i, threads);

			if (state.look == FROZEN) {
				result.frozen++;
				result.broken += !threads.empty();

				/* what is known of a wait is right */
				for (size_t i = 0; i < THREADS; i++)
					result.broken += state.still[i] && (state.threads[i].wakeups || state.threads[i].waits != 1);
				continue;
			}
			freeze(state, next, once);
			next.insert(next.end(), threads.begin(), threads.end());

			for (State const &s : next)
				if (known.insert(s).second)
					todo.push_back(s);
		}
		return result;
	}
}


TEST(Still_threads, nobody_runs_when_the_threads_are_frozen)
{
	Result const result = explore();

	EXPECT_GT(result.frozen, 10u);
	EXPECT_EQ(result.broken, 0u);
}


/*
 * The model would notice it if a thread that moved was not taken for a reason to
 * look at the others once more
 */
TEST(Still_threads, one_look_is_not_enough)
{
	EXPECT_GT(explore(true).broken, 0u);
}
