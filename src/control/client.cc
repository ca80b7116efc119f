/*
 * \brief  Client of the control protocol
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <control/client.h>

#include <system_error>

#include <control/decode.h>
#include <control/encode.h>
#include <host/interruption.h>

using namespace Control;

using Request = Protocol::Request;
using Reply   = Protocol::Reply;


Channel Client::_connected(std::filesystem::path const &path)
{
	try {
		Host::Socket socket = Host::Socket::connected(path);

		if (!socket.peer_is_own_user())
			throw No_system("the system at '" + path.string() + "' belongs to another user");

		return Channel(std::move(socket));

	} catch (Host::System_error const &error) {

		auto const condition = error.condition();
		if (condition == std::errc::no_such_file_or_directory
		 || condition == std::errc::connection_refused)
			throw No_system("no system runs at '" + path.string() + "'");

		throw;
	}
}


Client::Client(std::filesystem::path const &path) : _channel(_connected(path)) { }


/*
 * Return reply, and pass on the reports before it
 */
std::optional<Message> Client::_receive(Progress const &progress)
{
	if (!progress)
		return _channel.receive();

	/* the reply tells whether there was time to give up */
	Host::Hang_up const hang_up(_channel.socket());

	for (;;) {
		auto message = _channel.receive();

		bool report = false;
		if (message)
			with_root<Reply>(*message, [&] (Reply::Reader reply) {

				report = reply.which() == Reply::PROGRESS;
				if (report)
					decode(reply.getProgress(), progress);
			});

		if (!report)
			return message;
	}
}


Message Client::_call(capnp::MessageBuilder &request, Files const &files,
                      Progress const &progress)
{
	std::lock_guard const guard(_mutex);

	bool sent = false;
	try {
		_channel.send(request, files);
		sent = true;

		if (auto reply = _receive(progress))
			return std::move(*reply);

	} catch (Host::System_error const &) {

		/* the reason may have been sent before the connection was closed */
		if (!sent)
			try {
				if (auto reply = _channel.receive())
					return std::move(*reply);
			}
			catch (Host::System_error const &) { }
			catch (Malformed const &) { }

	} catch (Malformed const &malformed) {
		throw Connection_lost(std::string("the answer of the system cannot be understood: ")
		                      + malformed.what());
	} catch (std::length_error const &error) {
		throw Request_failed(Error_code::INVALID_REQUEST, error.what());
	}
	throw Connection_lost("the system ended before it answered");
}


/**
 * Perform an operation
 *
 * \param fill_request  called with the request to be filled
 * \param handle_reply  called with the reply and the open files that came along
 */
void Client::_perform(auto const &fill_request, Files const &files,
                      Reply::Which expected, auto const &handle_reply, Progress const &progress)
{
	capnp::MallocMessageBuilder request;

	try {
		auto root = request.initRoot<Request>();
		root.setProgress(bool(progress));
		fill_request(root);
	}
	catch (std::length_error const &error) {
		throw Request_failed(Error_code::INVALID_REQUEST, error.what()); }

	Message message = _call(request, files, progress);

	try {
		with_root<Reply>(message, [&] (Reply::Reader reply) {

			if (reply.which() == Reply::ERROR)
				throw decode(reply.getError());

			if (reply.which() != expected)
				throw Malformed("it does not fit the request");

			handle_reply(reply, std::move(message.files));
		});
	} catch (Malformed const &malformed) {
		throw Connection_lost(std::string("the answer of the system cannot be understood: ")
		                      + malformed.what());
	}
}


void Client::wait_for_end()
{
	std::lock_guard const guard(_mutex);

	try {
		while (_channel.receive());
	}
	catch (Host::System_error const &) { }
	catch (Malformed const &) { }
}


void Client::start(Image const *image, Restore_options const &options)
{
	_perform([&] (Request::Builder request) {
		auto start = request.initStart();
		encode(start.initOptions(), options);
		if (image)
			encode(start.initImage(), *image);
	}, image ? image->files() : Files(), Reply::DONE, [] (auto, auto) { });
}


Restore_result Client::wait_for_restore(Progress const &progress)
{
	Restore_result result { };

	_perform([&] (Request::Builder request) { request.setWaitForRestore(); }, { },
	         Reply::RESTORE, [&] (Reply::Reader reply, auto) {
		result = decode(reply.getRestore()); }, progress);

	return result;
}


std::vector<Component_status> Client::components()
{
	std::vector<Component_status> result { };

	_perform([&] (Request::Builder request) { request.setComponents(); }, { },
	         Reply::COMPONENTS, [&] (Reply::Reader reply, auto) {
		result = decode(reply.getComponents()); });

	return result;
}


std::vector<Capability> Client::capabilities(std::string const &component)
{
	std::vector<Capability> result { };

	_perform([&] (Request::Builder request) { request.setCapabilities(text(component)); }, { },
	         Reply::CAPABILITIES, [&] (Reply::Reader reply, auto) {
		result = decode(reply.getCapabilities()); });

	return result;
}


System_cost Client::cost()
{
	System_cost result { };

	_perform([&] (Request::Builder request) { request.setCost(); }, { },
	         Reply::COST, [&] (Reply::Reader reply, auto) { result = decode(reply.getCost()); });

	return result;
}


Checkpoint_result Client::checkpoint(std::vector<std::string> const &components,
                                     Progress const &progress, Checkpoint_options const &options)
{
	std::optional<Checkpoint_result> result { };

	_perform([&] (Request::Builder request) {
		request.setMaxPauseUs(options.max_pause_us);
		request.setBase(options.base);
		request.setMaxAgeUs(options.max_age_us);
		encode(request.initCheckpoint(unsigned(components.size())), components);
	}, { }, Reply::CHECKPOINT, [&] (Reply::Reader reply, std::vector<Host::File> &&files) {
		result = decode(reply.getCheckpoint(), std::move(files)); }, progress);

	return std::move(*result);
}


Restore_result Client::restore(Image const &image, Restore_options const &options,
                               Progress const &progress)
{
	Restore_result result { };

	_perform([&] (Request::Builder request) {
		auto restore = request.initRestore();
		encode(restore.initOptions(), options);
		encode(restore.initImage(), image);
	}, image.files(), Reply::RESTORE, [&] (Reply::Reader reply, auto) {
		result = decode(reply.getRestore()); }, progress);

	return result;
}


std::vector<Session> Client::sessions()
{
	std::vector<Session> result { };

	_perform([&] (Request::Builder request) { request.setSessions(); }, { },
	         Reply::SESSIONS, [&] (Reply::Reader reply, auto) {
		result = decode(reply.getSessions()); });

	return result;
}


std::vector<Log_line> Client::log(uint64_t after, std::chrono::milliseconds wait)
{
	std::vector<Log_line> result { };

	_perform([&] (Request::Builder request) {
		auto log = request.initLog();
		log.setAfter(after);
		log.setWaitMs(uint32_t(wait.count()));
	}, { }, Reply::LOG, [&] (Reply::Reader reply, auto) {
		result = decode(reply.getLog()); });

	return result;
}


void Client::kill(std::string const &component)
{
	_perform([&] (Request::Builder request) { request.setKill(text(component)); }, { },
	         Reply::DONE, [] (auto, auto) { });
}


void Client::remove_clone(std::string const &component)
{
	_perform([&] (Request::Builder request) { request.setRemoveClone(text(component)); }, { },
	         Reply::DONE, [] (auto, auto) { });
}


void Client::stop()
{
	_perform([&] (Request::Builder request) { request.setStop(); }, { },
	         Reply::DONE, [] (auto, auto) { });
}
