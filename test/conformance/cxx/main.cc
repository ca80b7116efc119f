/*
 * \brief  C++ runtime
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <typeinfo>

#include <base/component.h>
#include <base/heap.h>
#include <conformance/test.h>
#include <conformance/worker.h>
#include <util/string.h>

namespace Test_cxx {

	using namespace Genode;

	using Conformance::Worker;
	using Conformance::wait_until;

	struct Order;
	struct Main;

	/*
	 * Classes with several and with virtual bases
	 */
	struct Named   { virtual ~Named() { } virtual char const *name() const { return "named"; } };
	struct Left    { int left = 1;  virtual ~Left()  { } virtual int value() const { return left; } };
	struct Right   { int right = 2; virtual ~Right() { } virtual int value() const { return right; } };
	struct Both    : Left, Right { };
	struct Third   : Left { };
	struct Top     { int top; explicit Top(int top) : top(top) { } virtual ~Top() { } };
	struct Arm_1   : virtual Top { Arm_1() : Top(10) { } };
	struct Arm_2   : virtual Top { Arm_2() : Top(20) { } };
	struct Diamond : Arm_1, Arm_2 { Diamond() : Top(30) { } };

	/*
	 * Hierarchy of exceptions
	 */
	struct Base_error : Exception  { int code; explicit Base_error(int code) : code(code) { } };
	struct Special_error : Base_error { explicit Special_error(int code) : Base_error(code) { } };
	struct Other_error : Exception { };
}


/******************************
 ** Order of initializations **
 ******************************/

/**
 * Object that records when it was constructed
 */
struct Test_cxx::Order
{
	static unsigned count;

	unsigned const number { ++count };

	Order() { }
};

unsigned Test_cxx::Order::count = 0;

static Test_cxx::Order first_object;
static Test_cxx::Order second_object;
__attribute__((init_priority(200))) static Test_cxx::Order early_object;
__attribute__((init_priority(101))) static Test_cxx::Order earliest_object;

static unsigned constructor_functions;
__attribute__((constructor)) static void constructor_function() { constructor_functions++; }

static int const computed_at_start = Test_cxx::Order::count + 40;


struct Test_cxx::Main
{
	Env              &env;
	Heap              heap { env.ram(), env.rm() };
	Conformance::Test test { env, "cxx" };

	void initialization()
	{
		test.check("objects of a file are constructed in their order",
		           first_object.number < second_object.number);
		test.check("priorities of initialization are respected",
		           earliest_object.number == 1 && early_object.number == 2);
		test.check("constructor functions are executed once", constructor_functions == 1);
		test.check("constants are computed at the start", computed_at_start >= 42);
	}

	/****************
	 ** Exceptions **
	 ****************/

	struct Guard
	{
		unsigned &count;
		explicit Guard(unsigned &count) : count(count) { }
		~Guard() { count++; }
	};

	__attribute__((noinline))
	static void throw_in_depth(unsigned depth, unsigned &destructed, int code)
	{
		Guard const guard(destructed);
		if (depth == 0)
			throw Special_error(code);
		throw_in_depth(depth - 1, destructed, code);
	}

	struct Member
	{
		unsigned &count;
		explicit Member(unsigned &count) : count(count) { }
		~Member() { count++; }
	};

	struct Failing_object
	{
		Member member;
		explicit Failing_object(unsigned &count) : member(count) { throw Other_error(); }
		~Failing_object() { member.count += 100; }
	};

	struct Function_try
	{
		int state = 0;
		explicit Function_try(int value) try : state(check(value)) { }
		catch (Base_error const &error) { throw Special_error(error.code + 1); }

		static int check(int value)
		{
			if (value < 0)
				throw Base_error(value);
			return value;
		}
	};

	/*
	 * Destructor that throws and catches while an exception is on its way
	 */
	struct Throwing_cleanup
	{
		unsigned &caught;
		explicit Throwing_cleanup(unsigned &caught) : caught(caught) { }
		~Throwing_cleanup()
		{
			try { throw Other_error(); }
			catch (Other_error const &) { caught++; }
		}
	};

	void exceptions()
	{
		unsigned destructed = 0;
		int      code       = 0;
		try { throw_in_depth(50, destructed, 7); }
		catch (Base_error const &error) { code = error.code; }
		test.check("an exception passes many frames", code == 7 && destructed == 51);

		bool right_handler = false;
		try {
			try { throw Special_error(1); }
			catch (Other_error const &) { }
		}
		catch (Special_error const &) { right_handler = true; }
		catch (...) { }
		test.check("an exception finds its handler", right_handler);

		int rethrown = 0;
		try {
			try { throw Special_error(5); }
			catch (Base_error &error) { error.code++; throw; }
		}
		catch (Special_error const &error) { rethrown = error.code; }
		test.check_equal("a rethrown exception keeps its type and changes", rethrown, 6);

		unsigned members = 0;
		try { Failing_object object(members); }
		catch (Other_error const &) { }
		test.check_equal("members of a half-constructed object are destructed", members, 1U);

		int translated = 0;
		try { Function_try object(-5); }
		catch (Special_error const &error) { translated = error.code; }
		test.check_equal("a function-try-block translates an exception", translated, -4);

		unsigned cleanups = 0;
		try {
			Throwing_cleanup a(cleanups), b(cleanups);
			throw Base_error(1);
		}
		catch (Base_error const &) { cleanups += 10; }
		test.check_equal("cleanups may use exceptions of their own", cleanups, 12U);

		int number = 0;
		try { throw 42; }
		catch (unsigned) { }
		catch (int value) { number = value; }
		test.check_equal("any type can be thrown", number, 42);

		bool pointer = false;
		Special_error error(3);
		try { throw &error; }
		catch (Base_error *base) { pointer = base->code == 3; }
		test.check("a thrown pointer is converted to its base", pointer);

		unsigned thrown = 0;
		for (unsigned i = 0; i < 2000; i++)
			try { throw Base_error(1); } catch (Base_error const &) { thrown++; }
		test.check_equal("exceptions do not use up memory", thrown, 2000U);
	}

	void exceptions_in_threads()
	{
		enum { THROWS = 300 };

		unsigned caught[4] = { };
		auto fn = [&] (unsigned id) {
			for (unsigned i = 0; i < THROWS; i++) {
				unsigned destructed = 0;
				try { throw_in_depth(i % 10, destructed, (int)(id*1000 + i)); }
				catch (Special_error const &error) {
					if (error.code == (int)(id*1000 + i) && destructed == i % 10 + 1)
						caught[id]++;
				}
			}
		};
		{
			Worker a(env, "a", [&] { fn(0); });
			Worker b(env, "b", [&] { fn(1); });
			Worker c(env, "c", [&] { fn(2); });
			Worker d(env, "d", [&] { fn(3); });
			a.join(); b.join(); c.join(); d.join();
		}
		test.check("threads throw independent of each other",
		           caught[0] == THROWS && caught[1] == THROWS
		        && caught[2] == THROWS && caught[3] == THROWS);
	}

	/***********
	 ** Types **
	 ***********/

	void types()
	{
		Both both;
		Left &left = both;

		test.check("a cross cast finds the other base", dynamic_cast<Right *>(&left) == &both);
		test.check("a down cast finds the whole object", dynamic_cast<Both *>(&left) == &both);
		test.check("a cast to a class that is no base fails", !dynamic_cast<Third *>(&left)
		                                                   && !dynamic_cast<Named *>(&left));
		test.check("a cast to void tells the start of the object",
		           dynamic_cast<void *>(static_cast<Right *>(&both)) == &both);
		test.check_throws<std::bad_cast>("a failing cast of a reference throws", [&] {
			(void)dynamic_cast<Third &>(left); });

		test.check("types are compared", typeid(left) == typeid(Both) && typeid(left) != typeid(Left));
		test.check("types have names", strcmp(typeid(Both).name(), "N8Test_cxx4BothE") == 0);

		Diamond diamond;
		Top &top = diamond;
		test.check_equal("a virtual base exists once", top.top, 30);
		test.check("casts from a virtual base work", dynamic_cast<Arm_1 *>(&top) == &diamond
		                                          && dynamic_cast<Diamond *>(&top) == &diamond);
		test.check("casts between the arms of a diamond work",
		           dynamic_cast<Arm_2 *>(static_cast<Arm_1 *>(&diamond)) == &diamond);

		int (Left::* const member)() const = &Left::value;
		test.check_equal("pointers to virtual functions work", (both.*member)(), 1);
	}

	/***************************
	 ** Objects of functions **
	 ***************************/

	struct Slow_object
	{
		static unsigned volatile constructed;
		unsigned value;

		explicit Slow_object(Env &env)
		{
			for (unsigned i = 0; i < 50; i++)
				(void)env.ram().used();
			constructed = constructed + 1;
			value       = 99;
		}
	};

	Slow_object &slow_object() { static Slow_object object(env); return object; }

	struct Fails_once
	{
		static unsigned attempts;
		Fails_once() { if (++attempts == 1) throw Other_error(); }
	};

	static void fails_once() { static Fails_once object; }

	void static_locals()
	{
		Slow_object::constructed = 0;
		unsigned ready = 0;
		auto use = [&] {
			if (slow_object().value == 99)
				__atomic_add_fetch(&ready, 1, __ATOMIC_SEQ_CST);
		};
		{
			Worker a(env, "a", use), b(env, "b", use), c(env, "c", use);
			a.join(); b.join(); c.join();
		}
		test.check("a static local is complete for all threads", ready == 3);
		test.check("a static local is constructed at most once", Slow_object::constructed <= 1);

		Fails_once::attempts = Fails_once::attempts ? Fails_once::attempts : 0;
		bool const first_time = Fails_once::attempts == 0;
		bool thrown = false;
		try { fails_once(); } catch (Other_error const &) { thrown = true; }
		fails_once();
		fails_once();
		test.check("a static local that failed is constructed again",
		           thrown == first_time && Fails_once::attempts == 2);
	}

	static thread_local unsigned local_number;

	struct Local_object
	{
		unsigned value = 5;
		unsigned *self = &value;
	};

	static thread_local Local_object local_object;

	void thread_locals()
	{
		unsigned sums[3] = { };
		unsigned *addrs[3] = { };
		bool      own = true;

		auto fn = [&] (unsigned id) {
			addrs[id] = &local_number;
			for (unsigned i = 0; i < 100; i++) {
				local_number += id + 1;
				local_object.value++;
				(void)env.ram().used();
			}
			sums[id] = local_number + local_object.value;
			if (local_object.self != &local_object.value)
				own = false;
		};
		{
			Worker a(env, "a", [&] { fn(0); });
			Worker b(env, "b", [&] { fn(1); });
			Worker c(env, "c", [&] { fn(2); });
			a.join(); b.join(); c.join();

			test.check("thread-local variables are different ones", addrs[0] != addrs[1]
			        && addrs[1] != addrs[2] && addrs[0] != addrs[2]);
		}
		test.check("thread-local variables start with their initial value and are kept",
		           sums[0] == 7 + 100 + 105 && sums[1] == 7 + 200 + 105 && sums[2] == 7 + 300 + 105);
		test.check("thread-local objects are constructed for each thread", own);
	}

	/*************
	 ** Objects **
	 *************/

	struct Counted
	{
		static int alive;
		int value = 3;
		Counted()  { alive++; }
		explicit Counted(int value) : value(value) { alive++; if (value < 0) { alive--; throw Other_error(); } }
		virtual ~Counted() { alive--; }
	};

	struct Derived_counted : Counted, Named
	{
		char data[100];
		~Derived_counted() { }
	};

	void dynamic_objects()
	{
		size_t const consumed = heap.consumed();

		Counted *a = new (heap) Counted(8);
		Counted *b = new (&heap) Derived_counted;
		test.check("objects are created by allocators", Counted::alive == 2 && a->value == 8);
		destroy(heap, a);
		destroy(&heap, b);
		test.check("objects are destroyed via their virtual destructor", Counted::alive == 0);

		bool thrown = false;
		try { new (heap) Counted(-1); }
		catch (Other_error const &) { thrown = true; }
		test.check("the memory of an object whose constructor throws is freed",
		           thrown && heap.consumed() == consumed);

		int * const numbers = new (heap) int[100];
		for (int i = 0; i < 100; i++)
			numbers[i] = i;
		test.check("arrays are created by allocators", numbers[99] == 99);
		destroy(heap, numbers);
		test.check("the memory of objects is freed", heap.consumed() == consumed);
	}

	void functions()
	{
		unsigned calls = 0;
		auto recursive = [&] (auto &&self, unsigned depth) -> unsigned {
			calls++;
			return depth ? depth + self(self, depth - 1) : 0;
		};
		test.check_equal("lambdas capture and recur", recursive(recursive, 10), 55U);
		test.check_equal("captured variables are shared", calls, 11U);

		__int128 const product = (__int128)0x123456789abcdefll*0xfedcba987654321ll;
		test.check("wide arithmetic works", (unsigned long)(product/0xfedcba987654321ll) == 0x123456789abcdefull);
	}

	void round()
	{
		initialization();
		exceptions();
		exceptions_in_threads();
		types();
		static_locals();
		thread_locals();
		dynamic_objects();
		functions();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};

unsigned volatile Test_cxx::Main::Slow_object::constructed = 0;
unsigned          Test_cxx::Main::Fails_once::attempts     = 0;
int               Test_cxx::Main::Counted::alive           = 0;

thread_local unsigned Test_cxx::Main::local_number = 7;
thread_local Test_cxx::Main::Local_object Test_cxx::Main::local_object { };


void Component::construct(Genode::Env &env) { static Test_cxx::Main main(env); }
