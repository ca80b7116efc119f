/*
 * \brief  Names, signatures, constants, and relations between classes
 *
 * Most of the test is done by the compiler. The file is built as C++11, too,
 * as code for Genode 16.08 was.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/allocator_avl.h>
#include <base/attached_ram_dataspace.h>
#include <base/attached_rom_dataspace.h>
#include <base/child.h>
#include <base/component.h>
#include <base/connection.h>
#include <base/heap.h>
#include <base/object_pool.h>
#include <base/printf.h>
#include <base/semaphore.h>
#include <base/slab.h>
#include <base/synced_allocator.h>
#include <base/synced_interface.h>
#include <base/tslab.h>
#include <base/weak_ptr.h>
#include <block_session/connection.h>
#include <conformance/test.h>
#include <cpu_session/connection.h>
#include <cpu_thread/client.h>
#include <file_system_session/connection.h>
#include <framebuffer_session/connection.h>
#include <input/event.h>
#include <input_session/connection.h>
#include <log_session/connection.h>
#include <nic_session/connection.h>
#include <nitpicker_session/nitpicker_session.h>
#include <os/config.h>
#include <os/reporter.h>
#include <os/session_policy.h>
#include <parent/client.h>
#include <pd_session/connection.h>
#include <ram_session/connection.h>
#include <region_map/client.h>
#include <rm_session/connection.h>
#include <rom_session/connection.h>
#include <root/client.h>
#include <root/component.h>
#include <terminal_session/connection.h>
#include <timer_session/connection.h>
#include <util/arg_string.h>
#include <util/bit_allocator.h>
#include <util/color.h>
#include <util/fifo.h>
#include <util/volatile_object.h>
#include <util/xml_generator.h>
#include <util/xml_node.h>

namespace Test_api {

	using namespace Genode;

	template <typename, typename> struct Same       { enum { VALUE = false }; };
	template <typename T>         struct Same<T, T> { enum { VALUE = true }; };

	struct Main;
}

/* 'FUNCTION' has exactly the given signature, which also selects an overload */
#define SIGNATURE(class_name, result, function, ...) \
	static_assert(sizeof(static_cast<result (class_name::*) __VA_ARGS__>(&class_name::function)), "")

#define DERIVED(derived, base) static_assert(__is_base_of(base, derived), #derived " is a " #base)
#define SAME(a, b)             static_assert(Test_api::Same<a, b>::VALUE, #a " is " #b)
#define EQUAL(a, b)            static_assert((long)(a) == (long)(b), #a " is " #b)

namespace Test_api {

	/**************
	 ** Parent   **
	 **************/

	DERIVED(Parent::Exception,      Genode::Exception);
	DERIVED(Parent::Service_denied, Parent::Exception);
	DERIVED(Parent::Quota_exceeded, Parent::Exception);
	DERIVED(Parent::Unavailable,    Parent::Exception);
	SAME(Parent::Service_name,  Rpc_in_buffer<64>);
	SAME(Parent::Session_args,  Rpc_in_buffer<160>);
	SAME(Parent::Upgrade_args,  Rpc_in_buffer<160>);
	SAME(Parent::Resource_args, String<160>);
	SIGNATURE(Parent, void, exit, (int));
	SIGNATURE(Parent, void, announce, (Parent::Service_name const &, Root_capability));
	SIGNATURE(Parent, Session_capability, session,
	          (Parent::Service_name const &, Parent::Session_args const &, Affinity const &));
	SIGNATURE(Parent, void, upgrade, (Session_capability, Parent::Upgrade_args const &));
	SIGNATURE(Parent, void, close, (Session_capability));
	SIGNATURE(Parent, Thread_capability, main_thread_cap, () const);
	SIGNATURE(Parent, void, resource_avail_sigh, (Signal_context_capability));
	SIGNATURE(Parent, void, resource_request, (Parent::Resource_args const &));
	SIGNATURE(Parent, void, yield_sigh, (Signal_context_capability));
	SIGNATURE(Parent, Parent::Resource_args, yield_request, ());
	SIGNATURE(Parent, void, yield_response, ());

	DERIVED(Root::Unavailable,    Root::Exception);
	DERIVED(Root::Quota_exceeded, Root::Exception);
	DERIVED(Root::Invalid_args,   Root::Exception);
	SAME(Root::Session_args, Rpc_in_buffer<160>);

	/**********************
	 ** Sessions of core **
	 **********************/

	DERIVED(Cpu_session::Thread_creation_failed, Exception);
	DERIVED(Cpu_session::Quota_exceeded,         Cpu_session::Thread_creation_failed);
	DERIVED(Cpu_session::Out_of_metadata,        Exception);
	EQUAL(Cpu_session::THREAD_NAME_LEN,  32);
	EQUAL(Cpu_session::PRIORITY_LIMIT,   65536);
	EQUAL(Cpu_session::QUOTA_LIMIT_LOG2, 15);
	EQUAL(Cpu_session::QUOTA_LIMIT,      32768);
	EQUAL(Cpu_session::DEFAULT_PRIORITY, 0);
	EQUAL(Cpu_session::Weight::DEFAULT_WEIGHT, 10);
	SAME(Cpu_session::Name, String<32>);
	SIGNATURE(Cpu_session, Thread_capability, create_thread,
	          (Capability<Pd_session>, Cpu_session::Name const &, Affinity::Location,
	           Cpu_session::Weight, addr_t));
	SIGNATURE(Cpu_session, void, kill_thread, (Thread_capability));
	SIGNATURE(Cpu_session, void, exception_sigh, (Signal_context_capability));
	SIGNATURE(Cpu_session, Affinity::Space, affinity_space, () const);
	SIGNATURE(Cpu_session, Dataspace_capability, trace_control, ());
	SIGNATURE(Cpu_session, int, ref_account, (Cpu_session_capability));
	SIGNATURE(Cpu_session, int, transfer_quota, (Cpu_session_capability, size_t));
	SIGNATURE(Cpu_session, Cpu_session::Quota, quota, ());
	SIGNATURE(Cpu_thread, Thread_state, state, ());
	SIGNATURE(Cpu_thread, void, state, (Thread_state const &));
	SIGNATURE(Cpu_thread, void, start, (addr_t, addr_t));
	SIGNATURE(Cpu_thread, void, single_step, (bool));
	SIGNATURE(Cpu_thread, void, affinity, (Affinity::Location));
	DERIVED(Cpu_thread::State_access_failed, Exception);

	DERIVED(Ram_session::Alloc_failed,    Exception);
	DERIVED(Ram_session::Quota_exceeded,  Ram_session::Alloc_failed);
	DERIVED(Ram_session::Out_of_metadata, Ram_session::Alloc_failed);
	DERIVED(Ram_dataspace, Dataspace);
	SIGNATURE(Ram_session, Ram_dataspace_capability, alloc, (size_t, Cache_attribute));
	SIGNATURE(Ram_session, size_t, avail, ());

	DERIVED(Region_map::Attach_failed,     Exception);
	DERIVED(Region_map::Invalid_args,      Region_map::Attach_failed);
	DERIVED(Region_map::Invalid_dataspace, Region_map::Attach_failed);
	DERIVED(Region_map::Region_conflict,   Region_map::Attach_failed);
	DERIVED(Region_map::Out_of_metadata,   Region_map::Attach_failed);
	DERIVED(Region_map::Invalid_thread,    Exception);
	DERIVED(Region_map::Unbound_thread,    Exception);
	EQUAL(Region_map::State::READY,       0);
	EQUAL(Region_map::State::READ_FAULT,  1);
	EQUAL(Region_map::State::WRITE_FAULT, 2);
	EQUAL(Region_map::State::EXEC_FAULT,  3);
	SIGNATURE(Region_map, Region_map::Local_addr, attach,
	          (Dataspace_capability, size_t, off_t, bool, Region_map::Local_addr, bool));
	SIGNATURE(Region_map, Region_map::Local_addr, attach_at, (Dataspace_capability, addr_t, size_t, off_t));
	SIGNATURE(Region_map, Region_map::Local_addr, attach_executable,
	          (Dataspace_capability, addr_t, size_t, off_t));

	DERIVED(Pd_session::Out_of_metadata,       Exception);
	DERIVED(Pd_session::Invalid_signal_source, Exception);
	EQUAL(Pd_session::LINKER_AREA_SIZE, 160*1024*1024);
	SIGNATURE(Pd_session, bool, assign_pci, (addr_t, uint16_t));
	SIGNATURE(Pd_session, void, submit, (Capability<Signal_context>, unsigned));
	SIGNATURE(Pd_session, Capability<Region_map>, linker_area, ());

	EQUAL(Log_session::MAX_STRING_LEN, 233);
	DERIVED(Rom_connection::Rom_connection_failed, Parent::Exception);

	/*********************
	 ** RPC and threads **
	 *********************/

	EQUAL(Rpc_exception_code::SUCCESS,        0);
	EQUAL(Rpc_exception_code::INVALID_OBJECT, -1);
	EQUAL(Rpc_exception_code::INVALID_OPCODE, -2);
	EQUAL(Rpc_exception_code::EXCEPTION_BASE, -1000);
	DERIVED(Ipc_error,                   Exception);
	DERIVED(Blocking_canceled,           Exception);
	DERIVED(Thread::Out_of_stack_space,  Exception);
	DERIVED(Thread::Stack_too_large,     Exception);
	DERIVED(Thread::Stack_alloc_failed,  Exception);
	DERIVED(Allocator::Out_of_memory,    Exception);
	DERIVED(Lock,                        Cancelable_lock);
	DERIVED(Xml_attribute::Invalid_syntax, Exception);
	SAME(Xml_node::Invalid_syntax,        Xml_attribute::Invalid_syntax);
	SAME(Xml_node::Nonexistent_attribute, Xml_attribute::Nonexistent_attribute);
	SIGNATURE(Rpc_entrypoint, void, cancel_blocking, ());
	SIGNATURE(Rpc_object_base, Rpc_exception_code, dispatch, (Rpc_opcode, Ipc_unmarshaller &, Msgbuf_base &));

	/**************
	 ** Children **
	 **************/

	DERIVED(Child::Process_startup_failed, Exception);
	SIGNATURE(Child_policy, char const *, name, () const);
	SIGNATURE(Child_policy, Service *, resolve_session_request, (char const *, char const *));
	SIGNATURE(Child_policy, void, filter_session_args, (char const *, char *, size_t));
	SIGNATURE(Child_policy, bool, announce_service, (char const *, Root_capability, Allocator *, Server *));
	SIGNATURE(Child_policy, Affinity, filter_session_affinity, (Affinity const &));
	SIGNATURE(Child_policy, void, unregister_services, ());
	SIGNATURE(Child_policy, void, exit, (int));
	SIGNATURE(Child_policy, Ram_session *, ref_ram_session, ());
	SIGNATURE(Child_policy, Ram_session_capability, ref_ram_cap, () const);
	SIGNATURE(Child_policy, void, yield_response, ());
	SIGNATURE(Child_policy, void, resource_request, (Parent::Resource_args const &));
	SIGNATURE(Child, void, revoke_server, (Server const *));
	SIGNATURE(Child, void, yield, (Parent::Resource_args const &));
	SIGNATURE(Child, void, notify_resource_avail, () const);
	SIGNATURE(Child, Allocator *, heap, ());

	/******************************
	 ** Sessions from repository **
	 ******************************/

	SAME(Timer::Session::Signal_context_capability, Signal_context_capability);
	SIGNATURE(Timer::Session, unsigned long, elapsed_ms, () const);
	EQUAL(Block::Packet_descriptor::READ,  0);
	EQUAL(Block::Packet_descriptor::WRITE, 1);
	EQUAL(Block::Packet_descriptor::PACKET_ALIGNMENT, 11);
	EQUAL(Block::Session::TX_QUEUE_SIZE, 256);
	EQUAL(Nic::Session::QUEUE_SIZE, 1024);
	EQUAL(File_system::READ_WRITE, 3);
	EQUAL(File_system::MAX_NAME_LEN, 256);
	EQUAL(File_system::MAX_PATH_LEN, 1024);
	EQUAL(File_system::Session::TX_QUEUE_SIZE, 16);
	EQUAL(File_system::Status::MODE_DIRECTORY, 0040000);
	EQUAL(File_system::Status::MODE_SYMLINK,   0020000);
	EQUAL(File_system::Status::MODE_FILE,      0100000);
	DERIVED(File_system::Lookup_failed, File_system::Exception);
	EQUAL(Framebuffer::Mode::RGB565, 1);
	EQUAL(Input::Event::INVALID,   0);
	EQUAL(Input::Event::TOUCH,     7);
	EQUAL(Input::Event::CHARACTER, 8);
	SIGNATURE(Framebuffer::Session, void, refresh, (int, int, int, int));
}


struct Test_api::Main
{
	Env              &env;
	Heap              heap { env.ram(), env.rm() };
	Conformance::Test test { env, "api" };

	struct Counter { unsigned value = 0; void inc() { value++; } };

	struct Element : Fifo<Element>::Element { };

	/* names with and without 'is_' */
	void names()
	{
		Element       element;
		Fifo<Element> fifo;
		fifo.enqueue(&element);
		test.check("elements of queues", element.enqueued() && element.is_enqueued());

		Xml_node const node("<a> <b/> <c/> </a>");
		test.check("XML nodes", !node.sub_node("b").last() && node.sub_node("c").last()
		                     && node.sub_node("c").is_last() && node.sub_node("b").last("b"));

		char             text[16];
		Rpc_in_buffer<16> const cut("0123456789abcdef"), whole("0123456789abcde");
		memset(text, 'x', sizeof(text));
		test.check("buffers of RPC arguments",
		           whole.valid_string() && whole.is_valid_string() && whole.size() == 16
		        && !cut.valid_string() && *cut.string() == 0
		        && !Rpc_in_buffer<16>(text, sizeof(text)).valid_string());

		test.check("colors", Color(1, 2, 3).opaque() && Color(1, 2, 3, 0).transparent()
		                  && !Color(1, 2, 3, 4).is_opaque());

		File_system::Status status = File_system::Status();
		status.mode = File_system::Status::MODE_DIRECTORY;
		test.check("status of files", status.directory() && status.is_directory() && !status.symlink());

		Input::Event const touch = Input::Event::create_touch_event(1, 2, 3),
		                   lift  = Input::Event::create_touch_event(1, 2, 3, true);
		test.check("events of fingers", touch.type() == Input::Event::TOUCH && touch.code() == 3
		                             && touch.ax() == 1 && touch.ay() == 2 && !touch.touch_release()
		                             && lift.touch_release());

		Arg const arg = Arg_string::find_arg("size=4097, none=x", "size");
		test.check("sizes rounded to pages", arg.aligned_size() == 8192
		                                  && Arg_string::find_arg("", "size").aligned_size() == 0);
		test.check("ends of strings", end_of_quote("x\"") && !end_of_quote("\\\"") && !end_of_quote("xx"));
	}

	/* objects that are returned by value, although they cannot be copied */
	void guards()
	{
		Lock    lock;
		Counter counter;

		Synced_interface<Counter> synced(lock, &counter);
		synced()->inc();
		synced()->inc();
		lock.lock();
		lock.unlock();
		test.check_equal("an interface is locked for one call", counter.value, 2U);

		Synced_allocator<Heap> alloc(env.ram(), env.rm());
		void *ptr = nullptr;
		bool const allocated = alloc()->alloc(100, &ptr);
		alloc()->free(ptr, 100);
		test.check("an allocator is locked for one call", allocated);
	}

	void allocators()
	{
		Allocator  &alloc = heap;
		Slab_block *block = alloc.alloc(4096);
		Slab slab(32, 4096, block);
		void *ptr = nullptr;
		test.check("a slab takes plain memory as its first block", slab.alloc(32, &ptr));
		slab.free(ptr, 32);
		heap.free(block, 4096);
	}

	/* the session stays when the connection vanishes, if requested */
	void connections()
	{
		typedef Connection<Log_session> Log_base;

		Capability<Log_session> cap;
		{
			Log_base connection(env, env.parent().session<Log_session>("ram_quota=8K, label=\"kept\""),
			                    Log_base::KEEP_OPEN);
			cap = connection.cap();
		}
		bool usable = true;
		try { cap.call<Log_session::Rpc_write>(Log_session::String("still open\n")); }
		catch (Ipc_error) { usable = false; }
		test.check("a connection may keep its session open", usable);

		{ Log_base connection(env, cap); }
		bool closed = false;
		try { cap.call<Log_session::Rpc_write>(Log_session::String("closed\n")); }
		catch (Ipc_error) { closed = true; }
		test.check("a connection closes its session", closed);
	}

	void round()
	{
		names();
		guards();
		allocators();
		connections();
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_api::Main main(env); }
