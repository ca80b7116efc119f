/*
 * \brief  Tests of members that can be constructed anew
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <string>

#include <gtest/gtest.h>

#include <util/construct_at.h>
#include <util/reconstructible.h>
#include <util/volatile_object.h>

#include <support.h>

using namespace Util_test;
using Genode::Constructible;
using Genode::Lazy_volatile_object;
using Genode::Reconstructible;
using Genode::Volatile_object;

namespace {

	std::string events;

	struct Refused { };

	struct Noted_object
	{
		std::string const name;

		Noted_object(std::string const &name) : name(name) { events += "+" + name; }

		Noted_object(std::string const &name, bool fail) : Noted_object(name)
		{
			if (fail)
				throw Refused();
		}

		~Noted_object() { events += "-" + name; }

		std::string hello()       { return "hello " + name; }
		std::string hello() const { return "const " + name; }

		void print(Genode::Output &out) const { Genode::print(out, name.c_str()); }
	};

	struct Counter
	{
		int &value;

		Counter(int &value) : value(value) { value++; }
	};

	/* takes only rvalues */
	struct Sink
	{
		std::unique_ptr<int> ptr;

		Sink(std::unique_ptr<int> &&ptr) : ptr(std::move(ptr)) { }
	};

	struct alignas(64) Aligned { char c = 0; };

	/* replacing a constant member must be noticed */
	struct Constant { int const value; Constant(int value) : value(value) { } };

	template <typename T> struct Place_test : testing::Test
	{
		Place_test() { events.clear(); }
	};

	using Places = testing::Types<Reconstructible<Noted_object>, Volatile_object<Noted_object>>;
	TYPED_TEST_SUITE(Place_test, Places);

	template <typename T> struct Lazy_place_test : Place_test<T> { };

	using Lazy_places = testing::Types<Constructible<Noted_object>, Lazy_volatile_object<Noted_object>>;
	TYPED_TEST_SUITE(Lazy_place_test, Lazy_places);
}


TYPED_TEST(Place_test, lives_as_long_as_its_place)
{
	{
		TypeParam place("a");
		EXPECT_EQ(events, "+a");
		EXPECT_TRUE(place.constructed());
		EXPECT_EQ(place->hello(), "hello a");
		EXPECT_EQ((*place).hello(), "hello a");

		TypeParam const &constant = place;
		EXPECT_EQ(constant->hello(), "const a");
		EXPECT_EQ((*constant).hello(), "const a");
	}
	EXPECT_EQ(events, "+a-a");
}


TYPED_TEST(Place_test, is_constructed_anew_at_the_same_place)
{
	{
		TypeParam place("a");
		Noted_object * const address = &*place;

		place.construct("b");
		EXPECT_EQ(events, "+a-a+b");
		EXPECT_EQ(&*place, address);
		EXPECT_EQ(place->name, "b");
	}
	EXPECT_EQ(events, "+a-a+b-b");
}


TYPED_TEST(Place_test, is_destructed_once)
{
	{
		TypeParam place("a");
		place.destruct();
		EXPECT_EQ(events, "+a-a");
		EXPECT_FALSE(place.constructed());
		place.destruct();
	}
	EXPECT_EQ(events, "+a-a");
}


TYPED_TEST(Place_test, access_of_a_missing_object_is_reported)
{
	TypeParam place("a");
	place.destruct();

	TypeParam const &constant = place;
	EXPECT_THROW(place->hello(),    typename TypeParam::Deref_unconstructed_object);
	EXPECT_THROW((*place).hello(),  typename TypeParam::Deref_unconstructed_object);
	EXPECT_THROW(constant->hello(), typename TypeParam::Deref_unconstructed_object);
	EXPECT_THROW(*constant,         Genode::Exception);
}


TYPED_TEST(Place_test, failed_construction_leaves_the_place_empty)
{
	{
		TypeParam place("a");
		EXPECT_THROW(place.construct("b", true), Refused);
		EXPECT_FALSE(place.constructed());
		EXPECT_EQ(events, "+a-a+b-b");

		place.construct("c", false);
		EXPECT_TRUE(place.constructed());
	}
	EXPECT_EQ(events, "+a-a+b-b+c-c");

	EXPECT_THROW(TypeParam("d", true), Refused);
	EXPECT_EQ(events, "+a-a+b-b+c-c+d-d");
}


TYPED_TEST(Place_test, conditional)
{
	TypeParam place("a");

	place.conditional(true, "b");
	EXPECT_EQ(place->name, "a");

	place.conditional(false, "c");
	EXPECT_FALSE(place.constructed());

	place.conditional(false, "d");
	EXPECT_FALSE(place.constructed());

	place.conditional(true, "e");
	EXPECT_EQ(place->name, "e");
	EXPECT_EQ(events, "+a-a+e");
}


TYPED_TEST(Place_test, is_printable)
{
	TypeParam place("a");
	EXPECT_EQ(printed(place), "a");

	place.destruct();
	EXPECT_EQ(printed(place), "<unconstructed>");
}


TYPED_TEST(Lazy_place_test, is_empty_initially)
{
	{
		TypeParam place;
		EXPECT_FALSE(place.constructed());
		EXPECT_THROW(place->hello(), typename TypeParam::Deref_unconstructed_object);
		EXPECT_EQ(events, "");

		place.construct("a");
		EXPECT_EQ(place->hello(), "hello a");
		EXPECT_EQ(events, "+a");
	}
	EXPECT_EQ(events, "+a-a");
}


TEST(Volatile_object, offers_the_earlier_name_of_constructed)
{
	Volatile_object<Noted_object> place("a");
	EXPECT_TRUE(place.is_constructed());

	place.destruct();
	EXPECT_FALSE(place.is_constructed());
}


TEST(Volatile_object, lazy_one_ignores_arguments)
{
	events.clear();
	{
		Lazy_volatile_object<Noted_object> place("a", 1, 2);
		EXPECT_FALSE(place.is_constructed());
	}
	EXPECT_EQ(events, "");
}


TEST(Reconstructible, destructor_finds_the_place_empty)
{
	struct Nosy
	{
		Constructible<Nosy> &place;

		Nosy(Constructible<Nosy> &place) : place(place) { }

		~Nosy() { EXPECT_FALSE(place.constructed()); }
	};

	Constructible<Nosy> place;
	place.construct(place);
	place.destruct();
}


TEST(Reconstructible, new_value_of_a_constant_is_seen)
{
	Reconstructible<Constant> place(1);
	EXPECT_EQ(place->value, 1);

	place.construct(2);
	EXPECT_EQ(place->value, 2);
}


TEST(Reconstructible, passes_references_and_temporaries)
{
	int value = 0;
	Reconstructible<Counter> counter(value);
	counter.construct(value);
	EXPECT_EQ(value, 2);

	Reconstructible<Sink> sink(std::make_unique<int>(3));
	EXPECT_EQ(*sink->ptr, 3);
}


TEST(Reconstructible, respects_the_alignment)
{
	struct { char c; Reconstructible<Aligned> place; } object { };

	EXPECT_EQ((unsigned long)&*object.place % 64, 0u);
}


TEST(Construct_at, constructs_at_the_given_memory)
{
	alignas(Noted_object) char space[sizeof(Noted_object)];
	events.clear();

	Noted_object *obj = Genode::construct_at<Noted_object>(space, "a");
	EXPECT_EQ((void *)obj, (void *)space);
	EXPECT_EQ(obj->name, "a");
	obj->~Noted_object();

	EXPECT_THROW(Genode::construct_at<Noted_object>(space, "b", true), Refused);
	EXPECT_EQ(events, "+a-a+b-b");
}


TEST(Construct_at, arguments_are_lvalues)
{
	struct Legacy
	{
		int result;

		/* a reference to a non-constant, although called with a temporary */
		Legacy(int &arg) : result(arg++) { }
	};

	alignas(Legacy) char space[sizeof(Legacy)];
	EXPECT_EQ(Genode::construct_at<Legacy>(space, 7)->result, 7);
}
