/*
 * \brief  Test of the life of servers and connections
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <memory>
#include <thread>

#include <control/server.h>
#include <host/private_directory.h>
#include <support.h>

using namespace Control_test;

namespace fs = std::filesystem;


TEST(Control_server, name_exists_once)
{
	Scratch_directory directory { };
	Fake_handler      handler   { };
	Path const        path = directory / "x.socket";

	{
		Server server(handler, path);

		try {
			Server second(handler, path);
			FAIL();
		} catch (Server::In_use const &in_use) {
			EXPECT_NE(std::string(in_use.what()).find("a system named 'x' runs already"),
			          std::string::npos);
		}
		EXPECT_EQ(Client(path).components().size(), 2u);
	}
	EXPECT_FALSE(fs::exists(path));
	EXPECT_THROW(Client { path }, Client::No_system);

	Server again(handler, path);
	EXPECT_EQ(Client(path).components().size(), 2u);
}


TEST(Control_server, replaces_socket_of_dead_system)
{
	Scratch_directory directory { };
	Fake_handler      handler   { };
	Path const        path  = directory / "x.socket";
	Path const        other = directory / "y.socket";

	/* a socket whose listener is gone under this name */
	{
		Server server(handler, other);
		fs::create_hard_link(other, path);
	}
	EXPECT_TRUE(fs::exists(path));
	EXPECT_THROW(Client { path }, Client::No_system);

	Server server(handler, path);
	EXPECT_EQ(Client(path).components().size(), 2u);
}


TEST(Control_server, permissions)
{
	Scratch_directory directory { };
	Fake_handler      handler   { };
	Path const        path = directory / "sub/x.socket";

	Server server(handler, path);

	EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
	EXPECT_EQ(fs::status(path.parent_path()).permissions(), fs::perms::owner_all);
}


TEST(Control_server, refuses_directory_that_others_can_enter)
{
	Scratch_directory directory { };
	Fake_handler      handler   { };
	Path const        sub = directory / "sub";

	fs::create_directory(sub);
	fs::permissions(sub, fs::perms::owner_all | fs::perms::others_exec);
	EXPECT_THROW(Server(handler, sub / "x.socket"), Host::Not_private);

	Path const link = directory / "link";
	fs::permissions(sub, fs::perms::owner_all);
	fs::create_directory_symlink(sub, link);
	EXPECT_THROW(Server(handler, link / "x.socket"), Host::Not_private);

	std::ofstream(directory / "file") << "";
	EXPECT_THROW(Server(handler, directory / "file" / "x.socket"), std::runtime_error);

	EXPECT_THROW(Server(handler, sub / (std::string(200, 'x') + ".socket")), Host::System_error);
}


TEST(Control_server, ends_while_clients_are_connected)
{
	Scratch_directory directory { };
	Fake_handler      handler   { };
	Path const        path = directory / "x.socket";

	auto server = std::make_unique<Server>(handler, path);

	Client idle(path);
	(void)idle.components();

	auto silent = Host::Socket::connected(path);

	auto partial = Host::Socket::connected(path);
	Frame_header const header { Frame_header::MAGIC, Frame_header::VERSION, 800 };
	partial.send(std::as_bytes(std::span(&header, 1)));

	Client      waiter(path);
	std::string label { };
	std::thread thread([&] { label = waiter.wait_for_restore().label; });
	handler.wait_for_waiting(1);

	/* as nucleus does before it destroys the server */
	handler.release();
	server.reset();

	/* a request that was under way got its reply */
	thread.join();
	EXPECT_EQ(label, "init -> a");

	EXPECT_THROW((void)idle.components(), Client::Connection_lost);
	EXPECT_THROW(Client { path }, Client::No_system);
	idle.wait_for_end();
}


TEST(Control_server, ends_during_stop)
{
	Scratch_directory directory { };
	Path const        path = directory / "x.socket";

	for (unsigned i = 0; i < 50; i++) {

		struct Stopping_handler : Fake_handler
		{
			void stop() override { Fake_handler::stop(); release(); }
		} handler { };

		std::thread system([&] {
			Server server(handler, path);
			{
				std::lock_guard const guard(handler.mutex);
				handler.started = true;
				handler.changed.notify_all();
			}
			std::unique_lock lock(handler.mutex);
			handler.changed.wait(lock, [&] { return handler.stopped && handler.restored; });
		});
		{
			std::unique_lock lock(handler.mutex);
			handler.changed.wait(lock, [&] { return handler.started; });
		}

		Client client(path);
		client.stop();
		client.wait_for_end();

		/* the name is free by now */
		Fake_handler next { };
		Server       server(next, path);

		system.join();
		EXPECT_TRUE(fs::exists(path));
	}
}


TEST(Control_server, client_that_does_not_take_its_reply_is_cut_off)
{
	struct Talkative_handler : Fake_handler
	{
		std::vector<Component_status> components() override
		{
			release();
			return std::vector<Component_status>(20000, { .label = std::string(200, 'x') });
		}
	} handler { };

	Scratch_directory directory { };
	Path const        path = directory / "x.socket";

	auto socket = [&] {
		Server server(handler, path);

		capnp::MallocMessageBuilder message;
		message.initRoot<Protocol::Request>().setComponents();

		auto socket = Host::Socket::connected(path);
		socket.send(frame(message));

		std::unique_lock lock(handler.mutex);
		handler.changed.wait(lock, [&] { return handler.restored; });

		return socket;
	} ();
}


TEST(Control_server, concurrent_clients)
{
	Scratch_directory directory { };
	Fake_handler      handler   { };
	Path const        path = directory / "x.socket";
	Server            server(handler, path);

	constexpr unsigned CLIENTS  = 2*MAX_CONNECTIONS;
	constexpr unsigned REQUESTS = 20;

	std::atomic<unsigned>    good { 0 };
	std::vector<std::thread> threads { };

	for (unsigned i = 0; i < CLIENTS; i++)
		threads.emplace_back([&, i] {
			Client client(path);
			for (unsigned j = 0; j < REQUESTS; j++) {
				if (i % 2)
					good += client.components().size() == 2;
				else
					good += intact(client.checkpoint({ "a" }).image);
			}
		});

	for (auto &thread : threads)
		thread.join();

	EXPECT_EQ(good, CLIENTS*REQUESTS);
}


TEST(Control_server, client_dies_in_the_middle)
{
	Scratch_directory directory { };
	Fake_handler      handler   { };
	Path const        path = directory / "x.socket";
	Server            server(handler, path);

	for (unsigned i = 0; i < 100; i++) {

		capnp::MallocMessageBuilder message;
		message.initRoot<Protocol::Request>().initCheckpoint(1).set(0, "a");

		/* gone before the reply, or while it is being sent */
		Host::Socket::connected(path).send(frame(message));
	}
	EXPECT_EQ(Client(path).components().size(), 2u);
}


TEST(Control_client, shared_by_threads)
{
	Scratch_directory directory { };
	Fake_handler      handler   { };
	Path const        path = directory / "x.socket";
	Server            server(handler, path);
	Client            client(path);

	std::atomic<unsigned>    good { 0 };
	std::vector<std::thread> threads { };

	for (unsigned i = 0; i < 4; i++)
		threads.emplace_back([&] {
			for (unsigned j = 0; j < 50; j++)
				good += client.components().size() == 2; });

	for (auto &thread : threads)
		thread.join();

	EXPECT_EQ(good, 200u);
}
