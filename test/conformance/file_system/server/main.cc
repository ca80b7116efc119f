/*
 * \brief  Server of a file system in memory
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <file_system_session/rpc_object.h>
#include <os/path.h>
#include <os/static_root.h>
#include <root/component.h>

namespace Test_file_system {

	using namespace Genode;
	using namespace File_system;

	typedef File_system::Packet_descriptor Packet;
	typedef File_system::Directory_entry   Dir_entry;

	struct Node;
	struct Files;
	struct Session_component;
	struct Server_root;
	struct Server;
}


struct Test_file_system::Node : List<Node>::Element
{
	enum { CAPACITY = 64*1024 };

	String<MAX_NAME_LEN> name;
	Dir_entry::Type    const type;
	List<Node>           children { };
	char                *data = nullptr;
	size_t               size = 0;
	unsigned       const inode;

	Signal_context_capability sigh { };

	Node(char const *name, Dir_entry::Type type, unsigned inode)
	: name(name), type(type), inode(inode) { }

	Node *child(char const *child_name)
	{
		for (Node *node = children.first(); node; node = node->next())
			if (node->name == child_name)
				return node;
		return nullptr;
	}

	void changed()
	{
		if (sigh.valid())
			Signal_transmitter(sigh).submit();
	}

	Status status() const
	{
		unsigned count = 0;
		for (Node const *node = children.first(); node; node = node->next())
			count++;

		Status result;
		result.inode = inode;
		result.mode  = type == Dir_entry::TYPE_DIRECTORY ? Status::MODE_DIRECTORY
		             : type == Dir_entry::TYPE_SYMLINK   ? Status::MODE_SYMLINK : Status::MODE_FILE;
		result.size  = type == Dir_entry::TYPE_DIRECTORY ? count*sizeof(Dir_entry) : size;
		return result;
	}

	size_t read(char *dst, size_t len, seek_off_t at) const
	{
		if (type == Dir_entry::TYPE_DIRECTORY) {
			seek_off_t i = at/sizeof(Dir_entry);
			for (Node const *node = children.first(); node; node = node->next(), i--)
				if (i == 0 && len >= sizeof(Dir_entry)) {
					Dir_entry entry;
					entry.type = node->type;
					strncpy(entry.name, node->name.string(), sizeof(entry.name));
					memcpy(dst, &entry, sizeof(entry));
					return sizeof(entry);
				}
			return 0;
		}
		if (at >= size)
			return 0;
		size_t const count = min(len, size - (size_t)at);
		memcpy(dst, data + at, count);
		return count;
	}

	size_t write(char const *src, size_t len, seek_off_t at)
	{
		if (at == SEEK_TAIL)
			at = size;
		if (type == Dir_entry::TYPE_DIRECTORY || at > CAPACITY)
			return 0;
		size_t const count = min(len, (size_t)(CAPACITY - at));
		memcpy(data + at, src, count);
		size = max(size, (size_t)at + count);
		return count;
	}
};


/**
 * Tree of nodes
 */
struct Test_file_system::Files
{
	Allocator &alloc;
	unsigned   inodes = 1;
	Node       root { "", Dir_entry::TYPE_DIRECTORY, 0 };

	explicit Files(Allocator &alloc) : alloc(alloc) { }

	/**
	 * \throw Lookup_failed
	 */
	Node &lookup(Node &base, char const *path)
	{
		Node *node = &base;
		while (*path) {
			while (*path == '/')
				path++;
			size_t len = 0;
			while (path[len] && path[len] != '/')
				len++;
			if (len)
				node = node->child(String<MAX_NAME_LEN>(Cstring(path, len)).string());
			if (!node)
				throw Lookup_failed();
			path += len;
		}
		return *node;
	}

	Node &create(Node &parent, char const *name, Dir_entry::Type type)
	{
		Node * const node = new (alloc) Node(name, type, inodes++);
		if (type != Dir_entry::TYPE_DIRECTORY) {
			node->data = (char *)alloc.alloc(Node::CAPACITY);
			memset(node->data, 0, Node::CAPACITY);
		}
		parent.children.insert(node);
		parent.changed();
		return *node;
	}

	void destroy_node(Node &parent, Node &node)
	{
		parent.children.remove(&node);
		parent.changed();
		if (node.data)
			alloc.free(node.data, Node::CAPACITY);
		destroy(alloc, &node);
	}
};


struct Test_file_system::Session_component : Session_rpc_object
{
	enum { MAX_HANDLES = 16 };

	Env       &env;
	Files     &files;
	Node      &root;
	bool const writeable;

	struct Open { Node *node; Mode mode; } open[MAX_HANDLES];

	Signal_handler<Session_component> packets { env.ep(), *this, &Session_component::handle_packets };

	Session_component(Env &env, Files &files, Node &root, bool writeable, size_t tx_buf_size)
	:
		Session_rpc_object(env.ram().alloc(tx_buf_size), env.ep().rpc_ep()),
		env(env), files(files), root(root), writeable(writeable)
	{
		memset(open, 0, sizeof(open));
		_tx.sigh_packet_avail(packets);
		_tx.sigh_ready_to_ack(packets);
	}

	~Session_component()
	{
		Dataspace_capability const ds = tx_sink()->dataspace();
		env.ram().free(static_cap_cast<Ram_dataspace>(ds));
	}

	Open &opened(Node_handle handle)
	{
		if (handle.value < 0 || handle.value >= MAX_HANDLES || !open[handle.value].node)
			throw Invalid_handle();
		return open[handle.value];
	}

	Node &directory(Dir_handle handle)
	{
		Node &node = *opened(handle).node;
		if (node.type != Dir_entry::TYPE_DIRECTORY)
			throw Invalid_handle();
		return node;
	}

	int new_handle(Node &node, Mode mode)
	{
		for (int i = 0; i < MAX_HANDLES; i++)
			if (!open[i].node) {
				open[i].node = &node;
				open[i].mode = mode;
				return i;
			}
		throw Out_of_metadata();
	}

	void check_writeable()
	{
		if (!writeable)
			throw Permission_denied();
	}

	static char const *valid_name(Name const &name)
	{
		if (!name.valid_string() || !*name.string())
			throw Invalid_name();
		for (char const *s = name.string(); *s; s++)
			if (*s == '/')
				throw Invalid_name();
		return name.string();
	}

	Node &existing_or_new(Node &parent, Name const &name, Dir_entry::Type type, bool create)
	{
		Node * const node = parent.child(valid_name(name));
		if (!create) {
			if (!node || node->type != type)
				throw Lookup_failed();
			return *node;
		}
		if (node)
			throw Node_already_exists();
		check_writeable();
		return files.create(parent, name.string(), type);
	}

	bool execute(Packet &packet)
	{
		if (!tx_sink()->packet_valid(packet) || packet.length() > packet.size())
			return false;

		Open       &file = opened(packet.handle());
		char *const data = tx_sink()->packet_content(packet);

		if (packet.operation() == Packet::READ) {
			if (file.mode != READ_ONLY && file.mode != READ_WRITE)
				return false;
			packet.length(file.node->read(data, packet.length(), packet.position()));
			return true;
		}
		if (file.mode != WRITE_ONLY && file.mode != READ_WRITE)
			return false;
		packet.length(file.node->write(data, packet.length(), packet.position()));
		return packet.length() > 0;
	}

	void handle_packets()
	{
		while (tx_sink()->packet_avail() && tx_sink()->ready_to_ack()) {
			Packet packet = tx_sink()->get_packet();
			try { packet.succeeded(execute(packet)); }
			catch (Invalid_handle) { packet.succeeded(false); }
			if (!packet.succeeded())
				packet.length(0);
			tx_sink()->acknowledge_packet(packet);
		}
	}


	/***************************
	 ** File_system interface **
	 ***************************/

	File_handle file(Dir_handle dir, Name const &name, Mode mode, bool create) override
	{
		Node &node = existing_or_new(directory(dir), name, Dir_entry::TYPE_FILE, create);
		if (mode != STAT_ONLY && mode != READ_ONLY)
			check_writeable();
		return new_handle(node, mode);
	}

	Symlink_handle symlink(Dir_handle dir, Name const &name, bool create) override
	{
		return new_handle(existing_or_new(directory(dir), name, Dir_entry::TYPE_SYMLINK, create),
		                  create ? READ_WRITE : READ_ONLY);
	}

	Dir_handle dir(File_system::Path const &path, bool create) override
	{
		if (!path.valid_string())
			throw Name_too_long();
		if (create) {
			Genode::Path<MAX_PATH_LEN> parent(path.string()), name(path.string());
			parent.strip_last_element();
			name.keep_only_last_element();
			existing_or_new(files.lookup(root, parent.base()), name.base() + 1,
			                Dir_entry::TYPE_DIRECTORY, true);
		}
		Node &node = files.lookup(root, path.string());
		if (node.type != Dir_entry::TYPE_DIRECTORY)
			throw Lookup_failed();
		return new_handle(node, READ_ONLY);
	}

	Node_handle node(File_system::Path const &path) override {
		return new_handle(files.lookup(root, path.string()), STAT_ONLY); }

	void close(Node_handle handle) override
	{
		Open &file = opened(handle);
		if (file.mode == WRITE_ONLY || file.mode == READ_WRITE)
			file.node->changed();
		file.node = nullptr;
	}

	Status status(Node_handle handle) override { return opened(handle).node->status(); }

	void control(Node_handle handle, Control) override { opened(handle); }

	void unlink(Dir_handle dir, Name const &name) override
	{
		Node &parent = directory(dir);
		Node * const node = parent.child(valid_name(name));
		if (!node)
			throw Lookup_failed();
		if (node->children.first())
			throw Not_empty();
		check_writeable();
		for (Open &file : open)
			if (file.node == node)
				file.node = nullptr;
		files.destroy_node(parent, *node);
	}

	void truncate(File_handle handle, file_size_t size) override
	{
		Open &file = opened(handle);
		if (file.mode != WRITE_ONLY && file.mode != READ_WRITE)
			throw Permission_denied();
		if (size > Node::CAPACITY)
			throw No_space();
		file.node->size = (size_t)size;
	}

	void move(Dir_handle from, Name const &from_name, Dir_handle to, Name const &to_name) override
	{
		Node &source = directory(from), &destination = directory(to);
		Node * const node = source.child(valid_name(from_name));
		if (!node)
			throw Lookup_failed();
		valid_name(to_name);
		check_writeable();
		source.children.remove(node);
		node->name = String<MAX_NAME_LEN>(to_name.string());
		destination.children.insert(node);
		source.changed();
		destination.changed();
	}

	void sigh(Node_handle handle, Signal_context_capability sigh) override {
		opened(handle).node->sigh = sigh; }

	void sync(Node_handle handle) override { opened(handle); }
};


struct Test_file_system::Server_root : Root_component<Session_component>
{
	Env   &env;
	Files &files;

	Server_root(Env &env, Allocator &alloc, Files &files)
	: Root_component<Session_component>(env.ep(), alloc), env(env), files(files) { }

	Session_component *_create_session(char const *args) override
	{
		char path[MAX_PATH_LEN];
		Arg_string::find_arg(args, "root").string(path, sizeof(path), "/");

		size_t const tx_buf_size = Arg_string::find_arg(args, "tx_buf_size").aligned_size();
		bool   const writeable   = Arg_string::find_arg(args, "writeable").bool_value(false);

		if (!tx_buf_size || tx_buf_size > Arg_string::find_arg(args, "ram_quota").ulong_value(0))
			throw Root::Quota_exceeded();

		try {
			return new (md_alloc()) Session_component(env, files, files.lookup(files.root, path),
			                                          writeable, tx_buf_size);
		} catch (Lookup_failed) { throw Root::Unavailable(); }
	}
};


struct Test_file_system::Server
{
	Heap        heap;
	Files       files { heap };
	Server_root root;

	explicit Server(Env &env) : heap(env.ram(), env.rm()), root(env, heap, files)
	{
		env.parent().announce(env.ep().manage(root));
	}
};


void Component::construct(Genode::Env &env) { static Test_file_system::Server server(env); }
