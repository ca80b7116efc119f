/*
 * \brief  File-system session interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__FILE_SYSTEM_SESSION__FILE_SYSTEM_SESSION_H_
#define _INCLUDE__FILE_SYSTEM_SESSION__FILE_SYSTEM_SESSION_H_

#include <base/exception.h>
#include <base/rpc_args.h>
#include <file_system_session/capability.h>
#include <os/packet_stream.h>
#include <packet_stream_tx/packet_stream_tx.h>
#include <session/session.h>

namespace File_system {

	using Genode::size_t;

	typedef Genode::uint64_t seek_off_t;
	typedef Genode::uint64_t file_size_t;

	struct Node_handle;
	struct File_handle;
	struct Dir_handle;
	struct Symlink_handle;

	struct Packet_ref;
	class  Packet_descriptor;
	struct Status;
	struct Control;
	struct Directory_entry;
	struct Session;

	/** How a node is opened */
	enum Mode { STAT_ONLY = 0, READ_ONLY = 1, WRITE_ONLY = 2, READ_WRITE = 3 };

	enum { MAX_NAME_LEN = 256, MAX_PATH_LEN = 1024 };

	/** Position that denotes the end of a file */
	static constexpr seek_off_t SEEK_TAIL = ~0ULL;

	typedef Genode::Rpc_in_buffer<MAX_NAME_LEN> Name;
	typedef Genode::Rpc_in_buffer<MAX_PATH_LEN> Path;

	class Exception           : public Genode::Exception { };
	class Invalid_handle      : public Exception { };
	class Invalid_name        : public Exception { };
	class Lookup_failed       : public Exception { };
	class Name_too_long       : public Exception { };
	class Node_already_exists : public Exception { };
	class No_space            : public Exception { };
	class Not_empty           : public Exception { };
	class Out_of_metadata     : public Exception { };
	class Permission_denied   : public Exception { };
}


/**
 * Opened node, valid within its session
 */
struct File_system::Node_handle
{
	int value = -1;

	Node_handle() { }
	Node_handle(int v) : value(v) { }

	bool valid() const { return value != -1; }

	bool operator == (Node_handle const &other) const { return other.value == value; }
	bool operator != (Node_handle const &other) const { return other.value != value; }
};


struct File_system::File_handle : Node_handle
{
	File_handle() { }
	File_handle(int v) : Node_handle(v) { }
};


struct File_system::Dir_handle : Node_handle
{
	Dir_handle() { }
	Dir_handle(int v) : Node_handle(v) { }
};


struct File_system::Symlink_handle : Node_handle
{
	Symlink_handle() { }
	Symlink_handle(int v) : Node_handle(v) { }
};


/**
 * Base of what a client wants to find again when a packet is acknowledged
 */
struct File_system::Packet_ref { };


/**
 * Request to read or write a node, whose content is the one of the packet
 */
class File_system::Packet_descriptor : public Genode::Packet_descriptor
{
	public:

		/**
		 * Operation that is requested
		 *
		 * A packet with one of the last two comes back when the content of the
		 * node has changed, or when it can be read.
		 */
		enum Opcode { READ, WRITE, CONTENT_CHANGED, READ_READY };

	private:

		/* meaningful to the client only */
		Packet_ref *_ref = nullptr;

		Node_handle _handle   { };
		Opcode      _op       { READ };
		seek_off_t  _position { 0 };
		size_t      _length   { 0 };
		bool        _success  { false };

	public:

		Packet_descriptor(Genode::off_t buf_offset = 0, Genode::size_t buf_size = 0)
		: Genode::Packet_descriptor(buf_offset, buf_size) { }

		/**
		 * Constructor
		 *
		 * \param p         packet that holds the content
		 * \param handle    node
		 * \param op        operation
		 * \param length    number of bytes
		 * \param position  start within the node, 'SEEK_TAIL' to append
		 */
		Packet_descriptor(Packet_descriptor p, Node_handle handle, Opcode op, size_t length,
		                  seek_off_t position = SEEK_TAIL)
		:
			Genode::Packet_descriptor(p.offset(), p.size()),
			_handle(handle), _op(op), _position(position), _length(length)
		{ }

		/**
		 * Constructor
		 *
		 * \param ref  returned by 'ref', not looked at by the server
		 */
		Packet_descriptor(Packet_descriptor p, Packet_ref *ref, Node_handle handle, Opcode op,
		                  size_t length, seek_off_t position = SEEK_TAIL)
		: Packet_descriptor(p, handle, op, length, position) { _ref = ref; }

		/**
		 * Constructor, for a packet without content
		 */
		Packet_descriptor(Node_handle handle, Opcode op) : _handle(handle), _op(op) { }

		Packet_ref *ref() const { return _ref; }

		Node_handle handle()    const { return _handle; }
		Opcode      operation() const { return _op; }
		seek_off_t  position()  const { return _position; }
		size_t      length()    const { return _length; }

		/** Return true if the operation was successful, told by the server */
		bool succeeded() const { return _success; }

		/*
		 * To be called by the server
		 */
		void succeeded(bool b)     { _success = b; }
		void length(size_t length) { _length = length; }
};


/**
 * Properties of a node
 */
struct File_system::Status
{
	enum {
		MODE_SYMLINK   = 0020000,
		MODE_FILE      = 0100000,
		MODE_DIRECTORY = 0040000,
	};

	file_size_t   size;
	unsigned      mode;
	unsigned long inode;

	bool directory() const { return mode & MODE_DIRECTORY; }
	bool symlink()   const { return mode & MODE_SYMLINK; }

	/* older names */
	bool is_directory() const { return directory(); }
	bool is_symlink()   const { return symlink(); }
};


/** Changes of a node, none so far */
struct File_system::Control { };


/**
 * What reading from a directory yields
 */
struct File_system::Directory_entry
{
	enum Type { TYPE_FILE, TYPE_DIRECTORY, TYPE_SYMLINK };

	Type type;
	char name[MAX_NAME_LEN];
};


/**
 * Access to a file system
 *
 * Nodes are opened by their names, and read and written by packets.
 */
struct File_system::Session : public Genode::Session
{
	static const char *service_name() { return "File_system"; }

	enum { TX_QUEUE_SIZE = 16 };

	typedef Genode::Packet_stream_policy<File_system::Packet_descriptor,
	                                     TX_QUEUE_SIZE, TX_QUEUE_SIZE, char> Tx_policy;

	typedef Packet_stream_tx::Channel<Tx_policy> Tx;

	virtual ~Session() { }

	/** Return the client's side of the channel */
	virtual Tx::Source *tx() { return nullptr; }

	/**
	 * Open or create file
	 *
	 * \throw Invalid_handle
	 * \throw Invalid_name
	 * \throw Lookup_failed
	 * \throw Node_already_exists
	 * \throw No_space
	 * \throw Out_of_metadata
	 * \throw Permission_denied
	 */
	virtual File_handle file(Dir_handle, Name const &name, Mode, bool create) = 0;

	/**
	 * Open or create symbolic link
	 *
	 * \throw Invalid_handle
	 * \throw Invalid_name
	 * \throw Lookup_failed
	 * \throw Node_already_exists
	 * \throw No_space
	 * \throw Out_of_metadata
	 * \throw Permission_denied
	 */
	virtual Symlink_handle symlink(Dir_handle, Name const &name, bool create) = 0;

	/**
	 * Open or create directory
	 *
	 * \throw Lookup_failed
	 * \throw Name_too_long
	 * \throw Node_already_exists
	 * \throw No_space
	 * \throw Out_of_metadata
	 * \throw Permission_denied
	 */
	virtual Dir_handle dir(Path const &path, bool create) = 0;

	/**
	 * Open node, for 'status' only
	 *
	 * \throw Lookup_failed
	 * \throw Out_of_metadata
	 */
	virtual Node_handle node(Path const &path) = 0;

	/**
	 * Close node
	 *
	 * \throw Invalid_handle
	 */
	virtual void close(Node_handle) = 0;

	/**
	 * Return properties of a node
	 *
	 * \throw Invalid_handle
	 */
	virtual Status status(Node_handle) = 0;

	/**
	 * Change properties of a node
	 *
	 * \throw Invalid_handle
	 */
	virtual void control(Node_handle, Control) = 0;

	/**
	 * Delete node
	 *
	 * \throw Invalid_handle
	 * \throw Invalid_name
	 * \throw Lookup_failed
	 * \throw Not_empty
	 * \throw Permission_denied
	 */
	virtual void unlink(Dir_handle dir, Name const &name) = 0;

	/**
	 * Set size of a file
	 *
	 * \throw Invalid_handle
	 * \throw No_space
	 * \throw Permission_denied
	 */
	virtual void truncate(File_handle, file_size_t size) = 0;

	/**
	 * Rename node
	 *
	 * \throw Invalid_handle
	 * \throw Invalid_name
	 * \throw Lookup_failed
	 * \throw Permission_denied
	 */
	virtual void move(Dir_handle, Name const &from, Dir_handle, Name const &to) = 0;

	/**
	 * Register handler to be notified about changes of a node
	 *
	 * \throw Invalid_handle
	 */
	virtual void sigh(Node_handle, Genode::Signal_context_capability /* sigh */) { }

	/**
	 * Return when everything written has reached the device
	 *
	 * \throw Invalid_handle
	 */
	virtual void sync(Node_handle) { }

	GENODE_RPC(Rpc_tx_cap, Genode::Capability<Tx>, _tx_cap);
	GENODE_RPC_THROW(Rpc_file, File_handle, file,
	                 GENODE_TYPE_LIST(Invalid_handle, Invalid_name, Lookup_failed,
	                                  Node_already_exists, No_space, Out_of_metadata,
	                                  Permission_denied),
	                 Dir_handle, Name const &, Mode, bool);
	GENODE_RPC_THROW(Rpc_symlink, Symlink_handle, symlink,
	                 GENODE_TYPE_LIST(Invalid_handle, Invalid_name, Lookup_failed,
	                                  Node_already_exists, No_space, Out_of_metadata,
	                                  Permission_denied),
	                 Dir_handle, Name const &, bool);
	GENODE_RPC_THROW(Rpc_dir, Dir_handle, dir,
	                 GENODE_TYPE_LIST(Lookup_failed, Name_too_long, Node_already_exists,
	                                  No_space, Out_of_metadata, Permission_denied),
	                 Path const &, bool);
	GENODE_RPC_THROW(Rpc_node, Node_handle, node,
	                 GENODE_TYPE_LIST(Lookup_failed, Out_of_metadata), Path const &);
	GENODE_RPC_THROW(Rpc_close, void, close, GENODE_TYPE_LIST(Invalid_handle), Node_handle);
	GENODE_RPC_THROW(Rpc_status, Status, status, GENODE_TYPE_LIST(Invalid_handle), Node_handle);
	GENODE_RPC_THROW(Rpc_control, void, control,
	                 GENODE_TYPE_LIST(Invalid_handle), Node_handle, Control);
	GENODE_RPC_THROW(Rpc_unlink, void, unlink,
	                 GENODE_TYPE_LIST(Invalid_handle, Invalid_name, Lookup_failed, Not_empty,
	                                  Permission_denied),
	                 Dir_handle, Name const &);
	GENODE_RPC_THROW(Rpc_truncate, void, truncate,
	                 GENODE_TYPE_LIST(Invalid_handle, No_space, Permission_denied),
	                 File_handle, file_size_t);
	GENODE_RPC_THROW(Rpc_move, void, move,
	                 GENODE_TYPE_LIST(Invalid_handle, Invalid_name, Lookup_failed,
	                                  Permission_denied),
	                 Dir_handle, Name const &, Dir_handle, Name const &);
	GENODE_RPC_THROW(Rpc_sigh, void, sigh, GENODE_TYPE_LIST(Invalid_handle),
	                 Node_handle, Genode::Signal_context_capability);
	GENODE_RPC_THROW(Rpc_sync, void, sync, GENODE_TYPE_LIST(Invalid_handle), Node_handle);

	GENODE_RPC_INTERFACE(Rpc_tx_cap, Rpc_file, Rpc_symlink, Rpc_dir, Rpc_node, Rpc_close,
	                     Rpc_status, Rpc_control, Rpc_unlink, Rpc_truncate, Rpc_move,
	                     Rpc_sigh, Rpc_sync);
};

#endif /* _INCLUDE__FILE_SYSTEM_SESSION__FILE_SYSTEM_SESSION_H_ */
