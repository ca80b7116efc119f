/*
 * \brief  RAM sessions and their quota
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_dataspace.h>
#include <base/component.h>
#include <conformance/no_waiting.h>
#include <conformance/test.h>
#include <dataspace/client.h>
#include <ram_session/connection.h>
#include <util/reconstructible.h>

namespace Test_ram_session {

	using namespace Genode;

	struct Main;
}


struct Test_ram_session::Main
{
	enum { PAGE = 4096, KIB = 1024, MIB = 1024*1024 };

	Env              &env;
	Conformance::Test test { env, "ram_session" };

	Conformance::No_waiting no_waiting { env };

	void accounting()
	{
		size_t const quota = env.ram().quota(), used = env.ram().used();
		test.check_equal("what is available is not used", env.ram().avail(), quota - used);

		Ram_dataspace_capability const ds = env.ram().alloc(10*PAGE - 1);
		test.check_equal("a dataspace takes whole pages", env.ram().used(), used + 10*PAGE);
		test.check_equal("the quota stays the same", env.ram().quota(), quota);
		env.ram().free(ds);
		test.check_equal("memory that is freed is not used", env.ram().used(), used);

		env.ram().free(ds);
		env.ram().free(Ram_dataspace_capability());
		test.check_equal("freeing twice has no effect", env.ram().used(), used);
	}

	void content()
	{
		Cache_attribute const attributes[] { CACHED, UNCACHED, WRITE_COMBINED };

		for (Cache_attribute const cached : attributes) {
			Ram_dataspace_capability const ds = env.ram().alloc(3*PAGE, cached);
			bool zero = true;
			{
				Attached_dataspace attached(ds);
				for (unsigned i = 0; i < 3*PAGE/sizeof(unsigned long); i++)
					zero &= attached.local_addr<unsigned long>()[i] == 0;
				memset(attached.local_addr<void>(), 0xaa, 3*PAGE);
			}
			test.check("new memory is filled with zeros", zero);
			env.ram().free(ds);
		}
	}

	void accounts()
	{
		Ram_connection a(env, "a"), b(env, "b");

		test.check_equal("a new session has no quota", a.quota(), (size_t)0);
		test.check_throws<Ram_session::Quota_exceeded>("without quota there is no memory", [&] {
			a.alloc(PAGE); });
		test.check_throws<Ram_session::Alloc_failed>("this is a failure to allocate", [&] {
			a.alloc(PAGE); });

		test.check_equal("quota is not transferred to an invalid session",
		                 env.ram().transfer_quota(Ram_session_capability(), KIB), -1);
		test.check_equal("quota is not transferred between unrelated sessions",
		                 env.ram().transfer_quota(a.cap(), KIB), -2);

		test.check_equal("an invalid reference account is refused",
		                 a.ref_account(Ram_session_capability()), -1);
		test.check_equal("a session is not its own reference account", a.ref_account(a.cap()), -3);
		test.check_equal("the reference account is defined",
		                 a.ref_account(env.ram_session_cap()), 0);
		test.check_equal("the reference account is defined once", a.ref_account(b.cap()), -2);
		test.check_equal("a child account refers to its parent account", b.ref_account(a.cap()), 0);

		size_t const quota = env.ram().quota();
		test.check_equal("quota is transferred from the reference account",
		                 env.ram().transfer_quota(a.cap(), 100*KIB), 0);
		test.check("the quota moved", a.quota() == 100*KIB && env.ram().quota() == quota - 100*KIB);

		test.check_equal("nobody can give more than there is",
		                 env.ram().transfer_quota(a.cap(), 1024UL*MIB), -3);
		test.check_equal("quota is passed on", a.transfer_quota(b.cap(), 40*KIB), 0);
		test.check_equal("accounts that are not next to each other are not related",
		                 env.ram().transfer_quota(b.cap(), KIB), -2);
		test.check_equal("quota is given back to the reference account",
		                 b.transfer_quota(a.cap(), 8*KIB), 0);
		test.check("the quota is distributed", a.quota() == 68*KIB && b.quota() == 32*KIB);

		Ram_dataspace_capability const ds = b.alloc(20*KIB);
		test.check_equal("quota in use cannot be transferred", b.transfer_quota(a.cap(), 16*KIB), -3);
		test.check_throws<Ram_session::Quota_exceeded>("the quota limits the memory", [&] {
			b.alloc(16*KIB); });
		test.check_equal("the failed attempts took nothing", b.used(), (size_t)20*KIB);

		/* another session cannot free what is not its own */
		a.free(ds);
		Attached_dataspace attached(ds);
		attached.local_addr<unsigned>()[0] = 1;
		test.check_equal("memory is freed via its own session only", b.used(), (size_t)20*KIB);
	}

	/*
	 * The quota of a closed session goes to its reference account
	 */
	void closed()
	{
		size_t const avail = env.ram().avail();
		size_t       opened = 0;
		{
			Ram_connection session(env, "closed");
			session.ref_account(env.ram_session_cap());
			opened = env.ram().avail();
			env.ram().transfer_quota(session.cap(), 256*KIB);
			session.alloc(64*KIB);
		}
		test.check("a session costs quota", opened < avail);
		test.check_equal("quota returns when the session is closed", env.ram().avail(), avail);
		{
			Ram_connection                inner(env, "inner");
			Constructible<Ram_connection> outer;
			outer.construct(env, "outer");
			outer->ref_account(env.ram_session_cap());
			inner.ref_account(outer->cap());
			env.ram().transfer_quota(outer->cap(), 256*KIB);
			outer->transfer_quota(inner.cap(), 128*KIB);
			outer.destruct();
			test.check_equal("the account of a closed reference account takes its place",
			                 inner.transfer_quota(env.ram_session_cap(), 64*KIB), 0);
		}
		test.check_equal("no quota is lost with a reference account", env.ram().avail(), avail);
	}

	void large()
	{
		size_t const size = 4*MIB;
		size_t const avail = env.ram().avail();

		Ram_dataspace_capability const ds = env.ram().alloc(size);
		test.check_equal("a large dataspace has its size", Dataspace_client(ds).size(), size);
		{
			Attached_dataspace attached(ds);
			unsigned char * const memory = attached.local_addr<unsigned char>();
			for (size_t i = 0; i < size; i += 64*KIB)
				memory[i] = (unsigned char)(i >> 16);
			bool ok = true;
			for (size_t i = 0; i < size; i += 64*KIB)
				ok &= memory[i] == (unsigned char)(i >> 16) && memory[i + 1] == 0;
			test.check("a large dataspace is usable at all places", ok);
		}
		env.ram().free(ds);
		test.check_equal("a large dataspace gives its quota back", env.ram().avail(), avail);
	}

	void exhausted()
	{
		Ram_connection session(env, "exhausted");
		session.ref_account(env.ram_session_cap());
		env.ram().transfer_quota(session.cap(), 64*KIB);

		unsigned count = 0;
		try {
			for (; count < 1000; count++)
				session.alloc(PAGE);
		} catch (Ram_session::Quota_exceeded) { }
		test.check_equal("all of the quota can be allocated", count, 16U);
		test.check_equal("nothing remains", session.avail(), (size_t)0);

		env.ram().transfer_quota(session.cap(), PAGE);
		test.check("more quota allows to go on", session.alloc(PAGE).valid());
	}

	void round()
	{
		/* the first output opens a session, which is paid from the quota */
		log("accounting");

		accounting();
		content();
		accounts();
		closed();
		large();
		exhausted();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_ram_session::Main main(env); }
