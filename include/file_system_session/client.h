/*
 * \brief  Client of a file-system session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__FILE_SYSTEM_SESSION__CLIENT_H_
#define _INCLUDE__FILE_SYSTEM_SESSION__CLIENT_H_

#include <base/rpc_client.h>
#include <file_system_session/file_system_session.h>
#include <packet_stream_tx/client.h>

namespace File_system { class Session_client; }


class File_system::Session_client : public Genode::Rpc_client<Session>
{
	private:

		Packet_stream_tx::Client<Tx> _tx;

	public:

		/**
		 * Constructor
		 *
		 * \param tx_buffer_alloc  allocator of the buffer for requests
		 * \param rm               where to attach the buffer
		 */
		Session_client(Session_capability session, Genode::Range_allocator &tx_buffer_alloc,
		               Genode::Region_map &rm)
		:
			Genode::Rpc_client<Session>(session), _tx(call<Rpc_tx_cap>(), rm, tx_buffer_alloc)
		{ }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		Session_client(Session_capability session, Genode::Range_allocator &tx_buffer_alloc)
		: Session_client(session, tx_buffer_alloc, *Genode::env()->rm_session()) { }

		Tx::Source *tx() override { return _tx.source(); }

		File_handle file(Dir_handle dir, Name const &name, Mode mode, bool create) override {
			return call<Rpc_file>(dir, name, mode, create); }

		Symlink_handle symlink(Dir_handle dir, Name const &name, bool create) override {
			return call<Rpc_symlink>(dir, name, create); }

		Dir_handle dir(Path const &path, bool create) override {
			return call<Rpc_dir>(path, create); }

		Node_handle node(Path const &path) override { return call<Rpc_node>(path); }

		void close(Node_handle node) override { call<Rpc_close>(node); }

		Status status(Node_handle node) override { return call<Rpc_status>(node); }

		void control(Node_handle node, Control control) override {
			call<Rpc_control>(node, control); }

		void unlink(Dir_handle dir, Name const &name) override { call<Rpc_unlink>(dir, name); }

		void truncate(File_handle file, file_size_t size) override {
			call<Rpc_truncate>(file, size); }

		void move(Dir_handle from_dir, Name const &from_name,
		          Dir_handle to_dir, Name const &to_name) override {
			call<Rpc_move>(from_dir, from_name, to_dir, to_name); }

		void sigh(Node_handle node, Genode::Signal_context_capability sigh) override {
			call<Rpc_sigh>(node, sigh); }

		void sync(Node_handle node) override { call<Rpc_sync>(node); }
};

#endif /* _INCLUDE__FILE_SYSTEM_SESSION__CLIENT_H_ */
