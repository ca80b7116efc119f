/*
 * \brief  Sessions at a file system
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/allocator_avl.h>
#include <base/component.h>
#include <base/heap.h>
#include <conformance/test.h>
#include <file_system/node_handle_registry.h>
#include <file_system/util.h>
#include <file_system_session/connection.h>

/*
 * Nodes of a server
 */
namespace File_system {

	struct Node      : Node_base { };
	struct Directory : Node      { };
	struct File      : Node      { };
	struct Symlink   : Node      { };
}


namespace Test_file_system {

	using namespace Genode;
	using namespace File_system;

	typedef File_system::Packet_descriptor   Packet;
	typedef File_system::Connection          Fs;
	typedef File_system::Session::Tx::Source Source;

	struct Request : Packet_ref { int number; };
	struct Main;
}


struct Test_file_system::Main
{
	enum { TX_BUF = 64*1024, BLOCK = 4096, BLOCKS = 12, IN_FLIGHT = 6 };

	Env              &env;
	Heap              heap { env.ram(), env.rm() };
	Conformance::Test test { env, "file_system" };

	/* content of the big file, different in each block */
	static char content(size_t i) { return (char)(i*7 + i/BLOCK); }

	/**
	 * Execute one operation, return number of transferred bytes
	 */
	static size_t transfer(Fs &fs, Node_handle handle, Packet::Opcode op, char *buf, size_t len,
	                       seek_off_t at)
	{
		Source &source = *fs.tx();
		Packet const raw = source.alloc_packet(len);
		if (op == Packet::WRITE)
			memcpy(source.packet_content(raw), buf, len);

		source.submit_packet(Packet(raw, handle, op, len, at));

		Packet const packet = source.get_acked_packet();
		size_t const count  = packet.succeeded() ? packet.length() : 0;
		if (op == Packet::READ)
			memcpy(buf, source.packet_content(packet), count);

		source.release_packet(packet);
		return count;
	}

	static size_t write(Fs &fs, Node_handle handle, char const *text, seek_off_t at) {
		return transfer(fs, handle, Packet::WRITE, const_cast<char *>(text), strlen(text), at); }

	static bool holds(Fs &fs, Node_handle handle, char const *text)
	{
		char buf[128] { };
		return transfer(fs, handle, Packet::READ, buf, sizeof(buf), 0) == strlen(text)
		    && strcmp(buf, text) == 0;
	}

	void names()
	{
		test.check("the last element of a path is found", strcmp(basename("/a/b"), "b") == 0
		        && strcmp(basename("a"), "a") == 0 && !*basename("/a/"));
		test.check("names have no slashes", valid_name("a.b") && !valid_name("a/b") && !valid_name("")
		        && is_basename("a") && !is_basename("/a"));
	}

	void utilities(Fs &fs)
	{
		{
			Handle_guard dir_guard(fs, ensure_dir(fs, "/x/y/z"));
			Node_handle const node = fs.node("/x/y/z");
			Handle_guard node_guard(fs, node);
			test.check("a directory is created along with its parents", fs.status(node).directory());
		}

		Dir_handle  const dir  = ensure_dir(fs, "/x/y");
		File_handle const file = fs.file(dir, "file", READ_WRITE, true);

		/* more than what a packet takes */
		size_t const size = TX_BUF - 100;
		char * const out = (char *)heap.Allocator::alloc(size);
		char * const in  = (char *)heap.Allocator::alloc(size);
		for (size_t i = 0; i < size; i++)
			out[i] = content(i);

		test.check_equal("a file is written in several packets", File_system::write(fs, file, out, size), size);
		memset(in, 0, size);
		test.check("and read again", File_system::read(fs, file, in, size, 0) == size && !memcmp(in, out, size));
		test.check_equal("at most to its end", File_system::read(fs, file, in, size, size - 10), (size_t)10);

		heap.free(in,  size);
		heap.free(out, size);

		Request request;
		request.number = 5;
		Source &source = *fs.tx();
		source.submit_packet(Packet(source.alloc_packet(8), &request, file, Packet::READ, 8, 0));
		Packet const packet = source.get_acked_packet();
		{
			Packet_guard guard(source, packet);
			test.check("a packet refers to its request",
			           static_cast<Request *>(packet.ref())->number == 5 && packet.length() == 8);
		}
		fs.close(file);
		fs.unlink(dir, "file");
		fs.unlink(dir, "z");
		fs.close(dir);
		Dir_handle const x = fs.dir("/x", false);
		fs.unlink(x, "y");
		fs.close(x);
		Dir_handle const root = fs.dir("/", false);
		fs.unlink(root, "x");
		fs.close(root);
	}

	void handles()
	{
		static Node_handle_registry registry;

		File file;
		Directory directory;

		File_handle const f1 = registry.alloc(&file), f2 = registry.alloc(&file);
		Dir_handle  const d  = registry.alloc(&directory);

		test.check("handles refer to nodes", registry.lookup(f1) == &file && registry.lookup(d) == &directory
		        && registry.refer_to_same_node(f1, f2) && !registry.refer_to_same_node(f1, d));
		test.check_throws<Invalid_handle>("a handle has the type of its node", [&] {
			registry.lookup(Dir_handle(f1.value)); });
		test.check_throws<Invalid_handle>("a handle that does not exist is refused", [&] {
			registry.lookup(Node_handle(100)); });
		test.check_throws<Invalid_handle>("an invalid handle is refused", [&] {
			registry.lookup(Node_handle()); });

		Signal_receiver receiver;
		Signal_context  context;
		registry.sigh(f1, receiver.manage(&context));
		{
			File &locked = *registry.lookup_and_lock(f2);
			Node_lock_guard guard(locked);
			locked.notify_listeners();
			test.check("no change, no signal", !receiver.pending());
			locked.mark_as_updated();
			locked.notify_listeners();
		}
		receiver.wait_for_signal();
		test.check("a change is signalled once", !receiver.pending());

		registry.free(f1);
		registry.free(f1);
		test.check_throws<Invalid_handle>("a released handle is gone", [&] { registry.lookup(f1); });
		registry.free(f2);
		registry.free(d);
		receiver.dissolve(&context);
	}

	void directories(Fs &fs)
	{
		Dir_handle const root = fs.dir("/", false);
		Dir_handle const dir  = fs.dir("/dir", true);

		test.check("a directory is a directory", fs.status(dir).directory() && !fs.status(dir).symlink());
		test.check_throws<Node_already_exists>("a directory is created once", [&] { fs.dir("/dir", true); });
		test.check_throws<Lookup_failed>("a missing directory is not found", [&] { fs.dir("/nowhere", false); });
		test.check_throws<Lookup_failed>("a missing node is not found", [&] { fs.node("/dir/nowhere"); });

		char too_long[MAX_PATH_LEN + 8];
		memset(too_long, 'x', sizeof(too_long));
		too_long[sizeof(too_long) - 1] = 0;
		test.check_throws<Name_too_long>("a path has a maximum length", [&] { fs.dir(too_long, false); });

		fs.close(fs.file(dir, "a", READ_WRITE, true));
		fs.close(fs.symlink(dir, "b", true));
		fs.close(fs.dir("/dir/c", true));

		unsigned files = 0, symlinks = 0, directories = 0, others = 0;
		Directory_entry entry;
		for (seek_off_t i = 0; transfer(fs, dir, Packet::READ, (char *)&entry, sizeof(entry),
		                                i*sizeof(entry)) == sizeof(entry); i++) {
			if      (entry.type == Directory_entry::TYPE_FILE      && !strcmp(entry.name, "a")) files++;
			else if (entry.type == Directory_entry::TYPE_SYMLINK   && !strcmp(entry.name, "b")) symlinks++;
			else if (entry.type == Directory_entry::TYPE_DIRECTORY && !strcmp(entry.name, "c")) directories++;
			else others++;
		}
		test.check("a directory is read entry by entry",
		           files == 1 && symlinks == 1 && directories == 1 && !others);
		test.check_equal("the size of a directory tells the number of entries",
		                 (unsigned long)fs.status(dir).size, 3*sizeof(Directory_entry));
		test.check_throws<Not_empty>("a directory with entries stays", [&] { fs.unlink(root, "dir"); });

		fs.unlink(dir, "a");
		fs.unlink(dir, "b");
		fs.unlink(dir, "c");
		fs.close(dir);
		fs.unlink(root, "dir");
		test.check_throws<Lookup_failed>("an unlinked directory is gone", [&] { fs.dir("/dir", false); });
		fs.close(root);
	}

	void files(Fs &fs)
	{
		Dir_handle  const root = fs.dir("/", false);
		File_handle const file = fs.file(root, "file", READ_WRITE, true);

		test.check("a handle is valid, and equal to itself", file.valid() && file == file
		                                                  && !File_handle().valid());
		test.check_equal("a file is written", write(fs, file, "hello", 0), 5U);
		test.check_equal("a file grows at its end", write(fs, file, " world", SEEK_TAIL), 6U);
		test.check("a file is read", holds(fs, file, "hello world"));

		Status const status = fs.status(file);
		test.check("a file has a size", status.size == 11 && !status.directory() && !status.symlink());

		File_handle const reader = fs.file(root, "file", READ_ONLY, false);
		test.check("a second handle refers to the same file",
		           holds(fs, reader, "hello world") && fs.status(reader).inode == status.inode);
		test.check_equal("a handle for reading does not write", write(fs, reader, "x", 0), 0U);
		test.check_throws<Permission_denied>("a handle for reading does not truncate",
		                                     [&] { fs.truncate(reader, 0); });
		fs.truncate(file, 5);
		test.check("a file is truncated", holds(fs, reader, "hello"));
		test.check_throws<No_space>("space is limited", [&] { fs.truncate(file, 1UL << 40); });

		Node_handle const node = fs.node("/file");
		test.check_equal("a node tells its status", (unsigned long)fs.status(node).size, 5U);
		char c;
		test.check_equal("the handle of a node is not for reading",
		                 transfer(fs, node, Packet::READ, &c, 1, 0), 0U);
		fs.close(node);
		fs.close(reader);

		fs.sync(file);
		fs.control(file, Control());
		fs.move(root, "file", root, "moved");
		test.check("a handle stays valid when the file is moved", holds(fs, file, "hello"));
		fs.close(file);

		test.check_throws<Invalid_handle>("a closed handle is invalid", [&] { fs.status(file); });
		test.check_throws<Lookup_failed>("the old name is gone",
		                                 [&] { fs.file(root, "file", READ_ONLY, false); });
		test.check_throws<Node_already_exists>("the new name is in use",
		                                       [&] { fs.file(root, "moved", READ_WRITE, true); });
		test.check_throws<Invalid_name>("a name is not empty", [&] { fs.file(root, "", READ_ONLY, true); });
		test.check_throws<Invalid_name>("a name is not a path", [&] { fs.file(root, "a/b", READ_ONLY, true); });
		fs.unlink(root, "moved");
		test.check_throws<Lookup_failed>("a file is unlinked once", [&] { fs.unlink(root, "moved"); });
		fs.close(root);
	}

	void symlinks(Fs &fs)
	{
		Dir_handle     const root = fs.dir("/", false);
		Symlink_handle const link = fs.symlink(root, "link", true);

		write(fs, link, "/target", 0);
		test.check("a symbolic link is one", fs.status(link).symlink());
		fs.close(link);

		Symlink_handle const again = fs.symlink(root, "link", false);
		test.check("a symbolic link holds its target", holds(fs, again, "/target"));
		test.check_equal("a symbolic link does not change", write(fs, again, "x", 0), 0U);
		fs.close(again);
		fs.unlink(root, "link");
		fs.close(root);
	}

	void stream(Fs &fs)
	{
		Dir_handle  const root   = fs.dir("/", false);
		File_handle const file   = fs.file(root, "big", READ_WRITE, true);
		Source           &source = *fs.tx();

		bool written = true, ordered = true, same = true;
		for (unsigned i = 0; i < BLOCKS; i++) {
			char block[BLOCK];
			for (size_t j = 0; j < BLOCK; j++)
				block[j] = content(i*BLOCK + j);
			written &= transfer(fs, file, Packet::WRITE, block, BLOCK, i*BLOCK) == BLOCK;
		}
		test.check("a big file is written block by block", written && fs.status(file).size == BLOCKS*BLOCK);

		for (unsigned first = 0; first < BLOCKS; first += IN_FLIGHT) {
			for (unsigned i = first; i < first + IN_FLIGHT; i++)
				source.submit_packet(Packet(source.alloc_packet(BLOCK), file, Packet::READ, BLOCK, i*BLOCK));

			for (unsigned i = first; i < first + IN_FLIGHT; i++) {
				Packet const packet = source.get_acked_packet();
				ordered &= packet.succeeded() && packet.position() == i*BLOCK && packet.length() == BLOCK;

				char const * const data = source.packet_content(packet);
				for (size_t j = 0; j < BLOCK; j++)
					same &= data[j] == content(i*BLOCK + j);
				source.release_packet(packet);
			}
		}
		test.check("many packets under way are answered in order", ordered);
		test.check("a big file is read as it was written", same);

		char c;
		test.check_equal("behind the end, there is nothing",
		                 transfer(fs, file, Packet::READ, &c, 1, BLOCKS*BLOCK), 0U);
		test.check_throws<Source::Packet_alloc_failed>("packets have to fit into the buffer",
		                                               [&] { source.alloc_packet(2*TX_BUF); });
		fs.close(file);
		fs.unlink(root, "big");
		fs.close(root);
	}

	void notifications(Fs &fs)
	{
		Dir_handle  const root = fs.dir("/", false);
		File_handle const file = fs.file(root, "watched", READ_WRITE, true);
		Node_handle const node = fs.node("/watched");

		Signal_receiver receiver;
		Signal_context  context;
		fs.sigh(node, receiver.manage(&context));

		bool const early = receiver.pending();
		write(fs, file, "news", 0);
		fs.close(file);
		receiver.wait_for_signal();
		test.check("a change of a file is signalled", !early);

		fs.sigh(node, Signal_context_capability());
		receiver.dissolve(&context);
		fs.close(node);
		fs.unlink(root, "watched");
		fs.close(root);
	}

	void sessions(Fs &fs)
	{
		Dir_handle const root = fs.dir("/", false);
		Dir_handle const home = fs.dir("/home", true);
		File_handle const file = fs.file(home, "file", READ_WRITE, true);
		write(fs, file, "mine", 0);
		fs.close(file);
		{
			Allocator_avl alloc(&heap);
			Fs reader(env, alloc, "reader", "/home", false, TX_BUF);

			Dir_handle  const dir    = reader.dir("/", false);
			File_handle const handle = reader.file(dir, "file", READ_ONLY, false);
			test.check("a session has its own root", holds(reader, handle, "mine"));
			test.check_throws<Lookup_failed>("there is nothing above it", [&] { reader.dir("/home", false); });
			test.check_throws<Permission_denied>("a session may be for reading only",
			                                     [&] { reader.file(dir, "new", READ_WRITE, true); });
			test.check_throws<Permission_denied>("then nothing is unlinked", [&] { reader.unlink(dir, "file"); });
		}
		test.check_throws<Parent::Unavailable>("a session needs a root that exists", [&] {
			Allocator_avl alloc(&heap);
			Fs nowhere(env, alloc, "nowhere", "/nowhere", false, TX_BUF); });

		fs.unlink(home, "file");
		fs.close(home);
		fs.unlink(root, "home");
		fs.close(root);
	}

	void round()
	{
		Allocator_avl alloc(&heap);
		Fs            fs(env, alloc, "test", "/", true, TX_BUF);

		names();
		handles();
		utilities(fs);
		directories(fs);
		files(fs);
		symlinks(fs);
		stream(fs);
		notifications(fs);
		sessions(fs);
	}

	explicit Main(Env &env) : env(env) { test.run([&] { round(); }); }
};


void Component::construct(Genode::Env &env) { static Test_file_system::Main main(env); }
