/*
 * \brief  Quota that CPU sessions give to each other
 *
 * A session does not tell how much it has. But a transfer of twice of it is
 * refused by a session that has something, and is nothing for one that has
 * nothing.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/component.h>
#include <conformance/test.h>
#include <cpu_session/connection.h>
#include <ram_session/connection.h>
#include <util/reconstructible.h>

namespace Test_cpu_quota {

	using namespace Genode;

	struct Main;
}


struct Test_cpu_quota::Main
{
	enum {
		ALL       = Cpu_session::QUOTA_LIMIT,
		HALF      = ALL/2,
		TOO_MUCH  = 2*ALL,
		INSTANCES = 20,
	};

	Env              &env;
	Conformance::Test test { env, "cpu_quota" };

	/**
	 * \param related  reference account of 'session', or one that it is the account of
	 */
	static bool has_quota(Cpu_session &session, Cpu_session_capability related) {
		return session.transfer_quota(related, TOO_MUCH) == -3; }

	void scaling()
	{
		test.check("quota is scaled to 15 bits",
		           Cpu_session::QUOTA_LIMIT_LOG2 == 15 && Cpu_session::QUOTA_LIMIT == 32768);
		test.check("percents are scaled", Cpu_session::quota_lim_upscale(50, 100)     == 16384
		                               && Cpu_session::quota_lim_upscale(1, 100)      == 327
		                               && Cpu_session::quota_lim_downscale(16384, 100) == 50);
		test.check("large values are scaled",
		           Cpu_session::quota_lim_upscale<unsigned long long>(1UL << 40, 1UL << 41) == HALF);
		test.check("priorities are scaled", Cpu_session::scale_priority(128, 0)             == 128
		                                 && Cpu_session::scale_priority(128, 0, false)      == 0
		                                 && Cpu_session::scale_priority(128, 1 << 15)       == 64
		                                 && Cpu_session::scale_priority(256, 1 << 14, false) == 64);
	}

	void refusals()
	{
		Cpu_connection a(env), b(env);

		test.check("a session has no quota of its own", a.quota().us == 0 && a.quota().super_period_us == 0);
		test.check_equal("without account, nothing is transferred",
		                 env.cpu().transfer_quota(a.cap(), HALF), -2);
		test.check_equal("an account is a CPU session",
		                 a.ref_account(reinterpret_cap_cast<Cpu_session>(env.ram_session_cap())), -1);
		test.check_equal("an account is a session",      a.ref_account(Cpu_session_capability()), -1);
		test.check_equal("a session is not its account", a.ref_account(a.cap()), -3);
		test.check_equal("an account is defined",        a.ref_account(env.cpu_session_cap()), 0);
		test.check_equal("an account is defined once",   a.ref_account(b.cap()), -2);
		test.check_equal("a receiver is a session",
		                 env.cpu().transfer_quota(Cpu_session_capability(), HALF), -1);
		test.check_equal("strangers get nothing", a.transfer_quota(b.cap(), HALF), -2);
		test.check_equal("nobody can give more than there is",
		                 env.cpu().transfer_quota(a.cap(), TOO_MUCH), -3);
		test.check_equal("an absurd amount is refused, too",
		                 env.cpu().transfer_quota(a.cap(), ~0UL), -3);
		test.check_equal("any part of nothing is nothing",
		                 a.transfer_quota(env.cpu_session_cap(), TOO_MUCH), 0);
	}

	void transfers()
	{
		Constructible<Cpu_connection> a, b;
		a.construct(env);
		b.construct(env);
		a->ref_account(env.cpu_session_cap());
		b->ref_account(a->cap());

		test.check("the component has the quota of its start node", has_quota(env.cpu(), a->cap()));

		bool const given = env.cpu().transfer_quota(a->cap(), HALF) == 0;
		test.check("a part can be given away", given && has_quota(*a, b->cap())
		                                    && has_quota(env.cpu(), a->cap()));

		bool const passed = a->transfer_quota(b->cap(), ALL) == 0;
		test.check("all can be given away", passed && !has_quota(*a, b->cap()) && has_quota(*b, a->cap()));

		test.check_equal("an account of an account is a stranger",
		                 b->transfer_quota(env.cpu_session_cap(), HALF), -2);
		a.destruct();
		test.check_equal("the account of a closed session takes its place",
		                 b->transfer_quota(env.cpu_session_cap(), HALF), 0);

		bool const all_given = env.cpu().transfer_quota(b->cap(), ALL) == 0;
		test.check("a component can do without quota", all_given && !has_quota(env.cpu(), b->cap()));
		b.destruct();

		Cpu_connection other(env);
		other.ref_account(env.cpu_session_cap());
		test.check("quota comes back from a closed session", has_quota(env.cpu(), other.cap()));
	}

	/*
	 * The component has the half of everything. So the smallest part is one
	 * unit, and nothing if a single unit was lost.
	 */
	void conservation()
	{
		for (unsigned i = 1; i < INSTANCES; i++) {
			Cpu_connection a(env), b(env);
			a.ref_account(env.cpu_session_cap());
			b.ref_account(a.cap());
			env.cpu().transfer_quota(a.cap(), ALL/i);
			a.transfer_quota(b.cap(), ALL - i*100);
		}
		Cpu_connection a(env);
		a.ref_account(env.cpu_session_cap());

		env.cpu().transfer_quota(a.cap(), 1);
		bool const nothing = !has_quota(a, env.cpu_session_cap());
		env.cpu().transfer_quota(a.cap(), 2);
		test.check("no quota is lost, however it moves", nothing && has_quota(a, env.cpu_session_cap()));
	}

	/*
	 * The same holds for RAM
	 */
	void ram()
	{
		size_t const before = env.ram().quota();

		for (unsigned i = 0; i < INSTANCES; i++) {
			Ram_connection a(env);
			a.ref_account(env.ram_session_cap());
			env.ram().transfer_quota(a.cap(), 256*1024);
			a.alloc(4096);
		}
		test.check_equal("RAM quota is what it was", env.ram().quota(), before);
	}

	void round()
	{
		scaling();
		refusals();
		transfers();
		conservation();
		ram();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_cpu_quota::Main main(env); }
