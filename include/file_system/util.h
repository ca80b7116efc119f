/*
 * \brief  Utilities for clients and servers of file systems
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__FILE_SYSTEM__UTIL_H_
#define _INCLUDE__FILE_SYSTEM__UTIL_H_

#include <file_system_session/file_system_session.h>
#include <os/path.h>
#include <util/misc_math.h>
#include <util/string.h>

namespace File_system {

	class Handle_guard;
	class Packet_guard;

	/**
	 * Return true if a string contains a character
	 */
	inline bool string_contains(char const *str, char c)
	{
		while (*str && *str != c)
			str++;

		return *str != 0;
	}

	/**
	 * Return what follows the last slash of a path
	 */
	inline char const *basename(char const *path)
	{
		char const *result = path;

		while (*path)
			if (*path++ == '/')
				result = path;

		return result;
	}

	/**
	 * Return true if a path has no slash
	 */
	inline bool is_basename(char const *path) { return !string_contains(path, '/'); }

	/**
	 * Return true if a string can be the name of a node
	 */
	inline bool valid_name(char const *str) { return *str && is_basename(str); }

	/**
	 * Return true if a path is that of the root directory
	 */
	inline bool is_root(char const *path) { return Genode::strcmp(path, "/") == 0; }

	/**
	 * Return handle of a directory, created along with its parents if needed
	 */
	inline Dir_handle ensure_dir(Session &fs, char const *path)
	{
		try { return fs.dir(path, false); }
		catch (Lookup_failed) { }

		try { return fs.dir(path, true); }
		catch (Lookup_failed) { }

		Genode::Path<MAX_PATH_LEN> parent(path);
		parent.strip_last_element();
		parent.remove_trailing('/');

		/* the root directory cannot be created */
		if (parent.equals(path) || !*parent.base())
			throw Lookup_failed();

		fs.close(ensure_dir(fs, parent.base()));
		return fs.dir(path, true);
	}

	/**
	 * Release the packets that are acknowledged
	 */
	inline void collect_acknowledgements(Session::Tx::Source &source)
	{
		while (source.ack_avail())
			source.release_packet(source.get_acked_packet());
	}

	/**
	 * Transfer content of a node, one packet after the other
	 *
	 * \param before  called with content and size of each packet and the bytes
	 *                transferred before, when it is going to be submitted
	 * \param after   likewise, when it is acknowledged
	 *
	 * \return  number of transferred bytes
	 *
	 * No other packet of the session may be in flight.
	 */
	template <typename BEFORE, typename AFTER>
	size_t transfer_packets(Session &fs, Node_handle const &node_handle,
	                        Packet_descriptor::Opcode op, size_t count,
	                        seek_off_t seek_offset, BEFORE const &before, AFTER const &after)
	{
		Session::Tx::Source &source = *fs.tx();

		size_t const limit = source.bulk_buffer_size()/2;

		for (size_t done = 0; ; ) {

			if (done == count)
				return done;

			collect_acknowledgements(source);

			size_t const part = Genode::min(count - done, limit);

			Packet_descriptor packet(source.alloc_packet(part), node_handle, op, part,
			                         seek_offset + done);

			before(source.packet_content(packet), part, done);
			source.submit_packet(packet);

			packet = source.get_acked_packet();

			size_t const moved = packet.succeeded() ? Genode::min(packet.length(), part) : 0;

			after(source.packet_content(packet), moved, done);
			source.release_packet(packet);

			done += moved;

			/* the end of the file, of the space, or an error */
			if (moved < part)
				return done;
		}
	}

	/**
	 * Read from a node
	 *
	 * \return  number of bytes, less than 'count' at the end of the file
	 */
	inline size_t read(Session &fs, Node_handle const &node_handle, void *dst, size_t count,
	                   seek_off_t seek_offset = 0)
	{
		return transfer_packets(fs, node_handle, Packet_descriptor::READ, count, seek_offset,
			[] (char *, size_t, size_t) { },
			[dst] (char const *content, size_t size, size_t at) {
				Genode::memcpy((char *)dst + at, content, size); });
	}

	/**
	 * Write to a node
	 *
	 * \return  number of bytes
	 */
	inline size_t write(Session &fs, Node_handle const &node_handle, void const *src,
	                    size_t count, seek_off_t seek_offset = 0)
	{
		return transfer_packets(fs, node_handle, Packet_descriptor::WRITE, count, seek_offset,
			[src] (char *content, size_t size, size_t at) {
				Genode::memcpy(content, (char const *)src + at, size); },
			[] (char const *, size_t, size_t) { });
	}
}


/**
 * Closes a node at the end of a scope
 */
class File_system::Handle_guard
{
	private:

		Session          &_session;
		Node_handle const _handle;

	public:

		Handle_guard(Session &session, Node_handle handle)
		: _session(session), _handle(handle) { }

		~Handle_guard() { _session.close(_handle); }
};


/**
 * Releases a packet at the end of a scope
 */
class File_system::Packet_guard
{
	private:

		Session::Tx::Source    &_source;
		Packet_descriptor const _packet;

	public:

		Packet_guard(Session::Tx::Source &source, Packet_descriptor packet)
		: _source(source), _packet(packet) { }

		~Packet_guard() { _source.release_packet(_packet); }
};

#endif /* _INCLUDE__FILE_SYSTEM__UTIL_H_ */
