/*
 * \brief  Tests of type lists, argument tuples, and calls with tuples
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <string>
#include <type_traits>

#include <gtest/gtest.h>

#include <util/meta.h>

using namespace Genode::Meta;
namespace Trait = Genode::Trait;

namespace {

	template <typename A, typename B> constexpr bool same = std::is_same_v<A, B>;

	typedef GENODE_TYPE_LIST(int, char *, std::string) List;

	struct Server
	{
		std::string log { };

		int  add(int a, int b)              { return a + b; }
		void note(std::string const &text)  { log += text; }
		void ping()                         { log += "ping"; }
		int  out(int in, int &result)       { result = 2*in; return in; }
		void pointer(int *value)            { *value += 1; }
		long overloaded(long v)             { return v; }
		int  overloaded(char const *)       { return -1; }
	};

	struct Adding_server : Server { };

	/* has no default constructor */
	struct Handle { int id; explicit Handle(int id) : id(id) { } };
}


TEST(Meta, type_lists)
{
	static_assert(Length<List>::Value == 3);
	static_assert(Length<Type_list<>>::Value == 0);
	static_assert(Length<Empty>::Value == 0);
	static_assert(Length<Type_tuple<int, Type_tuple<char, Empty>>>::Value == 2);

	static_assert(Index_of<List, int>::Value == 0);
	static_assert(Index_of<List, std::string>::Value == 2);

	static_assert(same<Type_at<List, 0>::Type, int>);
	static_assert(same<Type_at<List, 1>::Type, char *>);
	static_assert(same<Type_at<List, 2>::Type, std::string>);
	static_assert(same<Type_at<List, 3>::Type, void>);
	static_assert(same<Type_at<List, 4>::Type, void>);

	typedef Append<List, Type_list<long, short>>::Type Appended;
	static_assert(Length<Appended>::Value == 5);
	static_assert(same<Type_at<Appended, 2>::Type, std::string>);
	static_assert(same<Type_at<Appended, 3>::Type, long>);
	static_assert(same<Append<Empty, List>::Type, List>);
	static_assert(same<Append<Type_list<>, List>::Type, List>);

	/* compiles only if all types are present */
	(void)Contains<Appended, Type_list<short, int>>::Check;

	static_assert(same<Variadic_type_tuple<1, int, char, long>::Type, char>);
}


TEST(Meta, traits)
{
	static_assert(same<Trait::Pod<int const &>::Type, int>);
	static_assert(same<Trait::Pod<int *>::Type, int>);
	static_assert(same<Trait::Pod<std::string>::Type, std::string>);
	static_assert(same<Trait::Reference<int>::Type, int &>);
	static_assert(same<Trait::Reference<int *>::Type, int *>);
	static_assert(same<Trait::Reference<int const &>::Type, int const &>);
	static_assert(same<Trait::Non_reference<int &>::Type, int>);
	static_assert(same<Trait::Non_reference<int const *>::Type, int const>);

	static_assert(Round_to_machine_word<0>::Value == 0);
	static_assert(Round_to_machine_word<1>::Value == 8);
	static_assert(Round_to_machine_word<8>::Value == 8);
	static_assert(Round_to_machine_word<9>::Value == 16);

	static_assert(same<Overload_selector<int>::_T2, int>);
	static_assert(Bool_to_type<true>::V && !Bool_to_type<false>::V);

	auto const lambda = [] (int, char const *) { return 1L; };
	typedef Trait::Functor<decltype(&decltype(lambda)::operator ())> Functor;
	static_assert(Functor::argument_count == 2);
	static_assert(same<Functor::Return_type, long>);
	static_assert(same<Functor::Argument<1>::Type, char const *>);
}


TEST(Meta, ref_tuples_refer_to_the_arguments)
{
	int               number = 1;
	std::string const text   = "text";
	double           *null   = nullptr;
	Empty             end;

	Ref_args<int &, std::string const &, double *>::Type args(number, text, null, end);

	static_assert(Length<decltype(args)>::Value == 3);

	args.get() = 5;
	EXPECT_EQ(number, 5);
	EXPECT_EQ(&args._2.get(), &text);
	EXPECT_EQ(args._2._2._1, nullptr);
	EXPECT_EQ(&args._2._2._2, &end);

	/* a pointer stands for the object */
	double                     value = 1.5;
	Ref_args<double *>::Type   pointer(&value, end);
	pointer.get() = 2.5;
	EXPECT_EQ(value, 2.5);

	static_assert(same<Ref_args<>::Type, Empty>);
	static_assert(same<Ref_args<Void>::Type, Empty>);
}


TEST(Meta, pod_tuples_store_values)
{
	typedef Pod_args<int, std::string const &, double *>::Type Args;

	static_assert(Length<Args>::Value == 3);
	static_assert(same<Args::Stored_head, int>);
	static_assert(same<Args::Tail::Stored_head, std::string>);
	static_assert(same<Args::Tail::Tail::Stored_head, double>);

	Args args { };
	args.get() = 3;
	args._2.get() = "abc";
	*args._2._2.get() = 1.5;

	EXPECT_EQ(args._1, 3);
	EXPECT_EQ(args._2._1, "abc");
	EXPECT_EQ(args._2._2._1, 1.5);

	/* an aggregate holds what has no default constructor */
	Pod_args<Handle, int>::Type handle { Handle(7), { 1, { } } };
	EXPECT_EQ(handle.get().id, 7);

	static_assert(same<Pod_args<>::Type, Empty>);
	static_assert(same<Pod_args<Void>::Type, Empty>);
}


TEST(Meta, call_member_takes_the_arguments_from_a_tuple)
{
	Server server;

	Pod_args<int, int>::Type numbers { 3, { 4, { } } };
	int const sum = call_member<int, Server, decltype(numbers)>(server, numbers, &Server::add);
	EXPECT_EQ(sum, 7);

	int result = 0;
	call_member<int, Server, decltype(numbers)>(result, server, numbers, &Server::add);
	EXPECT_EQ(result, 7);

	Pod_args<std::string const &>::Type text { "note ", { } };
	call_member<Empty, Server, decltype(text)>(server, text, &Server::note);

	Empty none;
	call_member<Empty, Server, Empty>(server, none, &Server::ping);
	EXPECT_EQ(server.log, "note ping");

	Pod_args<int, int &>::Type out { 21, { 0, { } } };
	EXPECT_EQ((call_member<int, Server, decltype(out)>(server, out, &Server::out)), 21);
	EXPECT_EQ(out._2._1, 42);

	Pod_args<int *>::Type pointer { 1, { } };
	call_member<Empty, Server, decltype(pointer)>(server, pointer, &Server::pointer);
	EXPECT_EQ(pointer._1, 2);

	Pod_args<long>::Type number { 9, { } };
	EXPECT_EQ((call_member<long, Server, decltype(number)>(server, number, &Server::overloaded)), 9);

	Adding_server derived;
	EXPECT_EQ((call_member<int, Adding_server, decltype(numbers)>(derived, numbers, &Adding_server::add)), 7);
}
