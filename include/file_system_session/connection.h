/*
 * \brief  Connection to a file-system service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__FILE_SYSTEM_SESSION__CONNECTION_H_
#define _INCLUDE__FILE_SYSTEM_SESSION__CONNECTION_H_

#include <base/allocator.h>
#include <base/connection.h>
#include <file_system_session/client.h>
#include <util/retry.h>

namespace File_system {

	/** Default size of the buffer for requests in bytes */
	enum { DEFAULT_TX_BUF_SIZE = 128*1024 };

	struct Connection_base;
	struct Connection;
}


/**
 * Connection that throws if the server lacks memory for an operation
 */
struct File_system::Connection_base : Genode::Connection<Session>, Session_client
{
	/* what the server needs in addition to the buffer, in bytes */
	enum { SESSION_QUOTA = 8*1024*sizeof(long) };

	/**
	 * Constructor
	 *
	 * \param tx_block_alloc  allocator of the buffer for requests
	 * \param label           session label
	 * \param root            directory that is the root of the session
	 * \param writeable       false for a session that only reads
	 * \param tx_buf_size     size of the buffer in bytes
	 */
	Connection_base(Genode::Env &env, Genode::Range_allocator &tx_block_alloc,
	                char const *label = "", char const *root = "/", bool writeable = true,
	                size_t tx_buf_size = DEFAULT_TX_BUF_SIZE)
	:
		Genode::Connection<Session>(env, session(env.parent(),
			"ram_quota=%zu, tx_buf_size=%zu, label=\"%s\", root=\"%s\", writeable=%d",
			(size_t)SESSION_QUOTA + tx_buf_size, tx_buf_size, label, root, writeable)),
		Session_client(cap(), tx_block_alloc, env.rm())
	{ }

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	Connection_base(Genode::Range_allocator &tx_block_alloc,
	                size_t tx_buf_size = DEFAULT_TX_BUF_SIZE, char const *label = "",
	                char const *root = "/", bool writeable = true)
	:
		Genode::Connection<Session>(session(
			"ram_quota=%zu, tx_buf_size=%zu, label=\"%s\", root=\"%s\", writeable=%d",
			(size_t)SESSION_QUOTA + tx_buf_size, tx_buf_size, label, root, writeable)),
		Session_client(cap(), tx_block_alloc)
	{ }
};


/**
 * Connection that extends the donated quota if the server lacks memory
 */
struct File_system::Connection : Connection_base
{
	using Connection_base::Connection_base;

	/** Number of times an operation is tried again after an upgrade */
	enum { UPGRADE_ATTEMPTS = 16 };

	/**
	 * Donate further quota
	 */
	void upgrade_ram() { Genode::Connection<Session>::upgrade_ram(8*1024); }

	template <typename FUNC>
	auto _retry(FUNC func) -> decltype(func())
	{
		for (unsigned i = 0; i < UPGRADE_ATTEMPTS; i++) {
			try { return func(); }
			catch (Out_of_metadata) { upgrade_ram(); }
		}
		return func();
	}

	Dir_handle dir(Path const &path, bool create) override {
		return _retry([&] () { return Session_client::dir(path, create); }); }

	File_handle file(Dir_handle dir, Name const &name, Mode mode, bool create) override {
		return _retry([&] () { return Session_client::file(dir, name, mode, create); }); }

	Symlink_handle symlink(Dir_handle dir, Name const &name, bool create) override {
		return _retry([&] () { return Session_client::symlink(dir, name, create); }); }

	Node_handle node(Path const &path) override {
		return _retry([&] () { return Session_client::node(path); }); }
};

#endif /* _INCLUDE__FILE_SYSTEM_SESSION__CONNECTION_H_ */
