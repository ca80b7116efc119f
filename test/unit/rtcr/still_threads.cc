/*
 * \brief  Model of stopping threads some of which stand still, in all interleavings
 *
 * One thread runs at first, others wait for wakeups, as they did at the previous
 * checkpoint. Any thread that runs may wake up others, and wait. The first thread may
 * have been interrupted by the previous checkpoint while it woke up another. Each step is what
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

	/*
	 * RUN: in the program, GIVE, GIVEN: before and after a wakeup of another thread,
	 * LEAVE: about to consume a wakeup, PARKED: interrupted
	 */
	enum Step : int { RUN, GIVE, GIVEN, SAVE, WAIT, LEAVE, PARKED };

	struct Thread
	{
		int step = WAIT, block = WAITING, wakeups = 0, waits = 1, held = 0;
		int wake_steps = 0, other = 0;

		auto operator <=> (Thread const &) const = default;
	};

	/* what the freezer is about to look at */
	enum Look : int { STOP, AWAIT, WAKE_STEPS, WAKEUPS, BLOCK, WAITS, MOVED, FROZEN };

	constexpr int UNKNOWN = -1;

	struct State
	{
		std::array<Thread, THREADS> threads { };

		int look = STOP, thread = 0, moved = 0, wakes = 0;

		/* what the other threads had given at the previous look */
		int given = 0;

		std::array<int, THREADS> still { 0, 1, 1 };

		auto operator <=> (State const &) const = default;
	};

	using States = std::vector<State>;

	void execute(State const &state, int index, States &next)
	{
		State s = state;
		Thread &t = s.threads[size_t(index)];

		if (t.step == PARKED)
			return;

		/* wherever the program is, it is interrupted, while a wait goes on */
		if (t.held && t.step != WAIT) {
			t.step = PARKED;
			next.push_back(s);
			return;
		}

		switch (t.step) {

		case RUN:
			for (int other = 0; other < THREADS; other++)
				if (other != index && s.wakes < MAX_WAKES) {
					State wakes = s;
					Thread &waker = wakes.threads[size_t(index)];
					waker.wake_steps++;
					waker.other = other;
					waker.step  = GIVE;
					wakes.wakes++;
					next.push_back(wakes);
				}
			t.step = SAVE;
			t.waits++;
			break;

		case GIVE:
			s.threads[size_t(t.other)].wakeups++;
			t.step = GIVEN;
			break;

		case GIVEN:
			t.wake_steps++;
			t.step = RUN;
			break;

		case SAVE:
			t.block = WAITING;
			t.step  = WAIT;
			break;

		case WAIT:
			if (!t.wakeups || t.block == HELD)
				return;
			t.block = NONE;
			t.step  = LEAVE;
			break;

		case LEAVE:
			t.wakeups--;
			t.step = RUN;
			break;
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

	/* ONCE: threads are not looked at again after one has moved, ROUGH: odd numbers are like others */
	enum class Mutation { NONE, ONCE, ROUGH };

	/*
	 * Return what the threads that do not stand still have given, which are parked
	 */
	int given(State const &s, Mutation mutation)
	{
		int sum = 0;
		for (size_t i = 0; i < THREADS; i++)
			if (!s.still[i]) {
				if (s.threads[i].wake_steps % 2 && mutation != Mutation::ROUGH)
					return UNKNOWN;
				sum += s.threads[i].wake_steps;
			}
		return sum;
	}

	void freeze(State s, States &next, Mutation mutation)
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
			s.moved = 0;
			s.look  = WAKE_STEPS;
			break;

		case WAKE_STEPS: {
			int const sum = given(s, mutation);
			if (sum != UNKNOWN && sum == s.given) {
				s.look = MOVED;
				break;
			}
			s.given  = UNKNOWN;
			s.thread = -1;
			look_at_next(s);
			break;
		}

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
			if (s.moved && mutation != Mutation::ONCE) s.look = AWAIT;
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

	Result explore(Mutation mutation = Mutation::NONE)
	{
		State start;
		start.threads[0].step  = RUN;
		start.threads[0].block = NONE;

		State waking = start;
		waking.wakes = 1;
		waking.threads[0].step       = GIVE;
		waking.threads[0].wake_steps = 1;
		waking.threads[0].other      = 1;
		waking.given = given(waking, mutation);

		States          todo { start, waking };
		std::set<State> known(todo.begin(), todo.end());
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
			freeze(state, next, mutation);
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
	EXPECT_GT(explore(Mutation::ONCE).broken, 0u);
}


/*
 * A thread interrupted by one checkpoint and the next, with nothing but the wakeup in
 * between, has the same number
 */
TEST(Still_threads, wakeups_under_way_count)
{
	EXPECT_GT(explore(Mutation::ROUGH).broken, 0u);
}
