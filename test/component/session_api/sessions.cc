/*
 * \brief  Sessions without packets
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/allocator_avl.h>
#include <base/attached_ram_dataspace.h>
#include <base/attached_dataspace.h>
#include <check.h>
#include <file_system_session/client.h>
#include <file_system_session/rpc_object.h>
#include <framebuffer_session/client.h>
#include <input/component.h>
#include <input_session/client.h>
#include <terminal_session/client.h>

using namespace Session_api;


namespace {

	/* terminal that answers with what was written to it */
	struct Echo : Rpc_object<Terminal::Session, Echo>
	{
		enum { BUFFER_SIZE = 4096, CAPACITY = 5000 };

		Attached_ram_dataspace io;

		char   content[CAPACITY] { };
		size_t len = 0;

		Echo(Env &env) : io(env.ram(), env.rm(), BUFFER_SIZE) { }

		Size size() { return Size(80, 25); }
		bool avail() { return len > 0; }

		Dataspace_capability _dataspace() { return io.cap(); }

		size_t _write(size_t num)
		{
			num = min(num, min((size_t)BUFFER_SIZE, (size_t)CAPACITY - len));
			memcpy(content + len, io.local_addr<char>(), num);
			len += num;
			return num;
		}

		size_t _read(size_t num)
		{
			num = min(num, min((size_t)BUFFER_SIZE, len));
			memcpy(io.local_addr<char>(), content, num);
			memmove(content, content + num, len - num);
			len -= num;
			return num;
		}

		void connected_sigh(Signal_context_capability cap)  { Signal_transmitter(cap).submit(); }
		void read_avail_sigh(Signal_context_capability cap) { Signal_transmitter(cap).submit(); }

		/* called by the client only */
		size_t read (void *, size_t)       { return 0; }
		size_t write(void const *, size_t) { return 0; }
	};


	void test_terminal(Env &env, Entrypoint &ep)
	{
		Echo server(env);
		Terminal::Session_client terminal(env.rm(), ep.manage(server));

		expect(terminal.size().columns() == 80 && terminal.size().lines() == 25, "size of the terminal");

		/* more than the buffer holds, and more than the server takes */
		static char text[6000], back[6000];
		for (size_t i = 0; i < sizeof(text); i++)
			text[i] = (char)(i*31);

		expect(terminal.write(text, sizeof(text)) == Echo::CAPACITY, "characters written");
		expect(terminal.avail(), "characters are available");

		size_t got = 0;
		while (size_t const num = terminal.read(back + got, sizeof(back) - got))
			got += num;

		expect(got == Echo::CAPACITY && !memcmp(text, back, got), "characters read");
		ep.dissolve(server);
	}


	void test_input(Env &env, Entrypoint &ep)
	{
		Input::Session_component server(env, env.ram());
		Input::Session_client    input(env.rm(), ep.manage(server));

		server.event_queue().enabled(true);
		expect(!input.pending(), "no event is pending");

		Signal_receiver receiver;
		Signal_context  context;
		input.sigh(receiver.manage(&context));

		for (int i = 0; i < 5; i++)
			server.submit(Input::Event(Input::Event::PRESS, Input::KEY_A + i, 0, 0, 0, 0));

		receiver.wait_for_signal();
		receiver.dissolve(&context);
		expect(input.pending(), "events are pending");

		int count = 0;
		input.for_each_event([&] (Input::Event const &event) {
			expect(event.keycode() == Input::KEY_A + count, "code of the key");
			count++;
		});
		expect(count == 5 && !input.pending(), "number of events");
		expect(!strcmp(Input::key_name(Input::KEY_ENTER), "KEY_ENTER"), "name of a key");

		Input::Event const character(Input::Event::Utf8(0xc3, 0xa4));
		expect(character.utf8().b0 == 0xc3 && character.utf8().b1 == 0xa4, "character");

		/* an event that does not fit is lost, along with all before */
		for (int i = 0; i < Input::Event_queue::QUEUE_SIZE + 2; i++)
			server.submit(Input::Event(Input::Event::MOTION, 0, i, i, 0, 0));
		expect(input.flush() == 2, "number of events after those that were lost");

		ep.dissolve(server);
	}


	struct Display : Rpc_object<Framebuffer::Session>
	{
		Attached_ram_dataspace pixels;

		unsigned refreshed = 0;

		Display(Env &env) : pixels(env.ram(), env.rm(), 64*32*2) { }

		Dataspace_capability dataspace() override { return pixels.cap(); }

		Framebuffer::Mode mode() const override {
			return Framebuffer::Mode(64, 32, Framebuffer::Mode::RGB565); }

		void mode_sigh(Signal_context_capability) override { }
		void sync_sigh(Signal_context_capability) override { }

		void refresh(int, int, int w, int h) override { refreshed += w*h; }
	};


	void test_framebuffer(Env &env, Entrypoint &ep)
	{
		Display server(env);
		Framebuffer::Session_client framebuffer(ep.manage(server));

		Framebuffer::Mode const mode = framebuffer.mode();
		expect(mode.width() == 64 && mode.height() == 32 && mode.bytes_per_pixel() == 2, "mode");

		Attached_dataspace pixels(env.rm(), framebuffer.dataspace());
		pixels.local_addr<char>()[17] = 5;
		framebuffer.refresh(0, 0, 8, 4);
		expect(server.pixels.local_addr<char>()[17] == 5 && server.refreshed == 32, "pixels");

		ep.dissolve(server);
	}


	/* file system with one file, which has a name that is too long for some */
	struct Files : Attached_ram_dataspace, File_system::Session_rpc_object
	{
		typedef File_system::Dir_handle     Dir_handle;
		typedef File_system::File_handle    File_handle;
		typedef File_system::Node_handle    Node_handle;
		typedef File_system::Symlink_handle Symlink_handle;
		typedef File_system::Name           Name;

		enum { DIR = 1, FILE = 2 };

		Files(Env &env, Entrypoint &ep)
		:
			Attached_ram_dataspace(env.ram(), env.rm(), 64*1024),
			File_system::Session_rpc_object(Attached_ram_dataspace::cap(), env.rm(), ep.rpc_ep())
		{ }

		File_handle file(Dir_handle dir, Name const &name, File_system::Mode, bool create) override
		{
			if (dir != Dir_handle(DIR))             throw File_system::Invalid_handle();
			if (create)                             throw File_system::No_space();
			if (strcmp(name.string(), "the file"))  throw File_system::Lookup_failed();
			return File_handle(FILE);
		}

		Symlink_handle symlink(Dir_handle, Name const &, bool) override {
			throw File_system::Permission_denied(); }

		Dir_handle dir(File_system::Path const &path, bool) override
		{
			if (strcmp(path.string(), "/"))
				throw File_system::Lookup_failed();
			return Dir_handle(DIR);
		}

		Node_handle node(File_system::Path const &) override { return Node_handle(FILE); }

		void close(Node_handle) override { }

		File_system::Status status(Node_handle node) override
		{
			unsigned const mode = node.value == DIR ? File_system::Status::MODE_DIRECTORY
			                                        : File_system::Status::MODE_FILE;
			return { 1234, mode, (unsigned long)node.value };
		}

		void control (Node_handle, File_system::Control) override { }
		void unlink  (Dir_handle, Name const &) override { throw File_system::Not_empty(); }
		void truncate(File_handle, File_system::file_size_t) override { }
		void move    (Dir_handle, Name const &, Dir_handle, Name const &) override { }
		void sigh    (Node_handle, Signal_context_capability) override { }
	};


	void test_file_system(Env &env, Entrypoint &ep, Allocator &heap)
	{
		using namespace File_system;

		Allocator_avl alloc(&heap);
		Files         server(env, ep);
		{
			Genode::Capability<File_system::Session> const cap =
				ep.manage(static_cast<File_system::Session_rpc_object &>(server));

			File_system::Session_client fs(cap, alloc, env.rm());

			Dir_handle  const dir  = fs.dir("/", false);
			File_handle const file = fs.file(dir, "the file", READ_ONLY, false);

			expect(fs.status(file).size == 1234 && !fs.status(file).is_directory(), "status of a file");
			expect(fs.status(dir).is_directory(), "status of a directory");

			expect(throws<Lookup_failed>([&] { fs.dir("/nothing", false); }), "directory is missing");
			expect(throws<Lookup_failed>([&] { fs.file(dir, "x", READ_ONLY, false); }), "file is missing");
			expect(throws<Invalid_handle>([&] { fs.file(file.value, "x", READ_ONLY, false); }), "handle");
			expect(throws<No_space>([&] { fs.file(dir, "x", READ_WRITE, true); }), "space");
			expect(throws<Permission_denied>([&] { fs.symlink(dir, "x", true); }), "permission");
			expect(throws<Not_empty>([&] { fs.unlink(dir, "x"); }), "directory is not empty");
		}
		ep.dissolve(static_cast<File_system::Session_rpc_object &>(server));
	}
}


void Session_api::test_sessions(Env &env, Entrypoint &ep, Allocator &heap)
{
	test_terminal   (env, ep);
	test_input      (env, ep);
	test_framebuffer(env, ep);
	test_file_system(env, ep, heap);
}
