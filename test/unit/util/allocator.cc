/*
 * \brief  Tests of the allocator interfaces and of allocators that wrap others
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <base/allocator.h>
#include <base/allocator_guard.h>
#include <base/log.h>
#include <base/synced_allocator.h>
#include <base/synced_interface.h>

#include <support.h>

using namespace Util_test;
using Genode::Allocator;
using Genode::Deallocator;
using Genode::destroy;

namespace {

	unsigned num_objects;

	struct Counted_object
	{
		int value;

		Counted_object(int value = 0) : value(value) { num_objects++; }
		~Counted_object() { num_objects--; }
	};

	struct Construction_failed { };

	struct Failing : Counted_object { Failing() { throw Construction_failed(); } };

	struct First  { int a = 1; virtual ~First()  { } };
	struct Second { int b = 2; virtual ~Second() { } };

	struct Several_bases : First, Second, Counted_object { };

	struct Allocator_test : testing::Test
	{
		Test_allocator alloc { };

		void SetUp() override { num_objects = 0; take_log(); }

		void TearDown() override
		{
			EXPECT_EQ(num_objects, 0u);
			EXPECT_EQ(alloc.num_blocks(), 0u);
			EXPECT_EQ(alloc.mismatches, 0u);
		}
	};
}


TEST_F(Allocator_test, new_and_destroy)
{
	Allocator   &ref     = alloc;
	Allocator   *ptr     = &alloc;
	Deallocator &dealloc = alloc;

	Counted_object *a = new (alloc) Counted_object(1);
	Counted_object *b = new (ref)   Counted_object(2);
	Counted_object *c = new (ptr)   Counted_object(3);

	EXPECT_EQ(num_objects, 3u);
	EXPECT_EQ(alloc.num_blocks(), 3u);
	EXPECT_EQ(a->value + b->value + c->value, 6);

	destroy(alloc, a);
	destroy(ptr, b);
	destroy(dealloc, c);

	destroy(&alloc, new (&alloc) Counted_object);
	destroy(&dealloc, new (alloc) Counted_object);

	Counted_object const * const constant = new (alloc) Counted_object;
	destroy(alloc, constant);

	destroy(alloc, (Counted_object *)nullptr);
}


TEST_F(Allocator_test, new_of_an_array)
{
	char *buf = new (alloc) char[100];
	EXPECT_EQ(alloc.consumed(), 100u);
	destroy(alloc, buf);
}


TEST_F(Allocator_test, exception_of_the_constructor_frees_the_memory)
{
	Allocator &ref = alloc;

	EXPECT_THROW(new (alloc)  Failing, Construction_failed);
	EXPECT_THROW(new (&alloc) Failing, Construction_failed);
	EXPECT_THROW(new (ref)    Failing, Construction_failed);
	EXPECT_THROW(new (&ref)   Failing, Construction_failed);
	EXPECT_THROW(new (alloc)  Failing[3], Construction_failed);
	EXPECT_THROW(new (&ref)   Failing[3], Construction_failed);
}


TEST_F(Allocator_test, object_is_destroyed_via_any_base)
{
	destroy(alloc, static_cast<First *> (new (alloc) Several_bases));
	destroy(alloc, static_cast<Second *>(new (alloc) Several_bases));
}


TEST_F(Allocator_test, exhaustion_is_reported)
{
	alloc.credit = 0;

	void *ptr = &alloc;
	EXPECT_FALSE(alloc.alloc(8, &ptr));
	EXPECT_EQ(ptr, &alloc);

	Allocator &ref = alloc;
	int        value = 3;
	int       *typed = &value;
	EXPECT_FALSE(ref.alloc(8, &typed));
	EXPECT_EQ(typed, &value);

	EXPECT_THROW(ref.alloc(8), Allocator::Out_of_memory);
	EXPECT_THROW(new (alloc) Counted_object, Allocator::Out_of_memory);
	EXPECT_THROW(new (alloc) Counted_object, Genode::Exception);
}


TEST_F(Allocator_test, typed_alloc)
{
	Allocator &ref = alloc;

	int *typed = nullptr;
	EXPECT_TRUE(ref.alloc(sizeof(int), &typed));
	*typed = 1;
	ref.free(typed, sizeof(int));
}


TEST_F(Allocator_test, destroying_without_the_needed_size_is_reported)
{
	Test_allocator need_size(true);

	Counted_object *obj = new (need_size) Counted_object;
	EXPECT_EQ(take_log(), "");

	destroy(need_size, obj);
	EXPECT_NE(take_log().find("Error: "), std::string::npos);
	EXPECT_EQ(need_size.mismatches, 1u);
}


TEST_F(Allocator_test, guard_limits_consumption)
{
	Genode::Allocator_guard guard(&alloc, 100);

	EXPECT_EQ(guard.quota(), 100u);
	EXPECT_EQ(guard.overhead(1), 16u);
	EXPECT_FALSE(guard.need_size_for_free());

	void *a = nullptr, *b = nullptr;
	EXPECT_TRUE(guard.alloc(40, &a));
	EXPECT_EQ(guard.consumed(), 56u);

	EXPECT_FALSE(guard.alloc(29, &b));
	EXPECT_NE(take_log().find("Warning: "), std::string::npos);
	EXPECT_EQ(b, nullptr);

	EXPECT_TRUE(guard.alloc(28, &b));
	EXPECT_EQ(guard.consumed(), 100u);
	EXPECT_FALSE(guard.withdraw(1));

	guard.free(a, 40);
	EXPECT_EQ(guard.consumed(), 44u);

	EXPECT_TRUE(guard.withdraw(50));
	EXPECT_EQ(guard.consumed(), 94u);

	guard.upgrade(60);
	EXPECT_EQ(guard.quota(), 160u);
	EXPECT_TRUE(guard.alloc(50, &a));
	EXPECT_EQ(guard.consumed(), 160u);

	guard.free(a, 50);
	guard.free(b, 28);
	EXPECT_EQ(guard.consumed(), 50u);
}


TEST_F(Allocator_test, guard_is_not_fooled_by_huge_sizes)
{
	Genode::Allocator_guard guard(&alloc, 100);

	void *ptr = nullptr;
	for (std::size_t size : { ~0UL, ~0UL - 15, ~0UL - 16 })
		EXPECT_FALSE(guard.alloc(size, &ptr)) << size;

	EXPECT_EQ(guard.consumed(), 0u);
}


TEST_F(Allocator_test, failed_allocation_consumes_no_quota)
{
	Genode::Allocator_guard guard(&alloc, 100);

	alloc.credit = 0;
	void *ptr = nullptr;
	EXPECT_FALSE(guard.alloc(10, &ptr));
	EXPECT_EQ(guard.consumed(), 0u);
}


TEST_F(Allocator_test, guard_reports_too_much_freed)
{
	Genode::Allocator_guard guard(&alloc, 100);

	guard.free(alloc.alloc(50), 50);
	EXPECT_NE(take_log().find("Error: "), std::string::npos);
	EXPECT_EQ(guard.consumed(), 0u);
}


TEST(Synced_interface, holds_the_lock_during_the_access)
{
	Genode::Lock lock;

	struct Target
	{
		Genode::Lock &lock;

		bool locked() { return lock.locked(); }

	} target { lock };

	Genode::Synced_interface<Target> synced(lock, &target);

	EXPECT_TRUE(synced()->locked());
	EXPECT_FALSE(lock.locked());

	{
		auto guard = synced();
		EXPECT_TRUE(guard->locked());
	}
	EXPECT_FALSE(lock.locked());
}


TEST_F(Allocator_test, synced_allocator_forwards)
{
	Genode::Synced_allocator<Genode::Allocator_guard> synced(&alloc, 200ul);

	Counted_object *obj = new (synced) Counted_object;
	EXPECT_EQ(synced.consumed(), sizeof(Counted_object) + 16);
	EXPECT_EQ(synced.overhead(1), 16u);
	EXPECT_FALSE(synced.need_size_for_free());
	EXPECT_EQ(synced()->quota(), 200u);

	obj->~Counted_object();
	synced.free(obj, sizeof(Counted_object));
	EXPECT_EQ(synced.consumed(), 0u);
}
