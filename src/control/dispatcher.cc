/*
 * \brief  Execution of one request
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <control/dispatcher.h>

#include <algorithm>
#include <new>

#include <control/decode.h>
#include <control/encode.h>
#include <control/limits.h>
#include <control/progress_sender.h>

using namespace Control;


namespace {

	/**
	 * Call 'fn', which executes an operation of the handler
	 *
	 * An exception of the Cap'n Proto library would be taken for a malformed
	 * request otherwise.
	 */
	auto handled(auto const &fn)
	{
		try { return fn(); }
		catch (kj::Exception const &exception) {
			throw Request_failed(Error_code::FAILED, exception.getDescription().cStr()); }
	}
}


/*
 * Call 'fn' with the function that takes the progress, which is null if the
 * client does not want to know
 */
void Dispatcher::_with_progress(Protocol::Request::Reader in, auto const &fn)
{
	if (!_channel || !in.getProgress())
		return fn(Progress());

	Progress_sender sender(*_channel);

	fn([&] (Stage stage, uint64_t done, uint64_t total) { sender.update(stage, done, total); });
}


void Dispatcher::_execute_checkpoint(Handler &handler, Protocol::Request::Reader in)
{
	auto const components = decode_components(in.getCheckpoint());

	Checkpoint_options const options { .max_pause_us = in.getMaxPauseUs(),
	                                   .base         = in.getBase(),
	                                   .max_age_us   = in.getMaxAgeUs() };

	_with_progress(in, [&] (Progress const &progress) {

		Checkpoint_result result =
			handled([&] { return handler.checkpoint(components, progress, options); });

		encode(_reply().initCheckpoint(), result);
		_image = std::move(result.image);
	});
}


void Dispatcher::_execute_start(Handler &handler, Protocol::RestoreRequest::Reader in,
                                std::vector<Host::File> &&files)
{
	Restore_options const options = decode(in.getOptions());

	std::optional<Image> image { };
	if (in.hasImage())
		image = decode(in.getImage(), std::move(files));
	else if (!files.empty())
		throw Malformed("an open file came without a snapshot");

	handled([&] { handler.start(image ? &*image : nullptr, options); });
	_reply().setDone();
}


void Dispatcher::_execute_restore(Handler &handler, Protocol::Request::Reader in,
                                  std::vector<Host::File> &&files)
{
	Restore_options const options = decode(in.getRestore().getOptions());
	Image           const image   = decode(in.getRestore().getImage(), std::move(files));

	_with_progress(in, [&] (Progress const &progress) {

		auto const result = handled([&] { return handler.restore(image, options, progress); });

		encode(_reply().initRestore(), result);
	});
}


void Dispatcher::_execute(Handler &handler, Protocol::Request::Reader in,
                          std::vector<Host::File> &&files)
{
	using Request = Protocol::Request;

	bool const takes_files = in.which() == Request::START || in.which() == Request::RESTORE;
	if (!files.empty() && !takes_files)
		throw Malformed("an open file came with a request that takes none");

	switch (in.which()) {

	case Request::START:      return _execute_start(handler, in.getStart(), std::move(files));
	case Request::RESTORE:    return _execute_restore(handler, in, std::move(files));
	case Request::CHECKPOINT: return _execute_checkpoint(handler, in);

	case Request::WAIT_FOR_RESTORE:
		return _with_progress(in, [&] (Progress const &progress) {
			encode(_reply().initRestore(), handled([&] { return handler.wait_for_restore(progress); })); });

	case Request::COMPONENTS:
		return encode(_reply(), handled([&] { return handler.components(); }));

	case Request::CAPABILITIES: {
		std::string const component = decode_text(in.getCapabilities());
		return encode(_reply(), handled([&] { return handler.capabilities(component); }));
	}
	case Request::KILL: {
		std::string const component = decode_text(in.getKill());
		handled([&] { handler.kill(component); });
		return _reply().setDone();
	}
	case Request::REMOVE_CLONE: {
		std::string const component = decode_text(in.getRemoveClone());
		handled([&] { handler.remove_clone(component); });
		return _reply().setDone();
	}
	case Request::SESSIONS:
		return encode(_reply(), handled([&] { return handler.sessions(); }));

	case Request::COST:
		return encode(_reply().initCost(), handled([&] { return handler.cost(); }));

	case Request::LOG: {
		auto const log  = in.getLog();
		auto const wait = std::chrono::milliseconds(std::min(log.getWaitMs(), MAX_LOG_WAIT_MS));
		return encode(_reply(), handled([&] { return handler.log(log.getAfter(), wait); }));
	}
	case Request::STOP:
		handled([&] { handler.stop(); });
		return _reply().setDone();
	}
	throw Malformed("the request is unknown");
}


void Dispatcher::_execute(Handler &handler, Message &message)
{
	with_root<Protocol::Request>(message, [&] (Protocol::Request::Reader request) {
		_execute(handler, request, std::move(message.files)); });
}


Dispatcher::Dispatcher(Handler &handler, Message &&message, Channel *channel)
:
	_channel(channel)
{
	auto fail = [&] (Error_code code, char const *text) {
		_image.reset();
		encode(_reply(), Request_failed(code, text)); };

	try { _execute(handler, message); }
	catch (Malformed const &malformed) {
		_malformed = true;
		fail(Error_code::INVALID_REQUEST, malformed.what());
	}
	catch (Request_failed const &failed)    { fail(failed.code, failed.what()); }
	catch (std::bad_alloc const &)          { fail(Error_code::OUT_OF_MEMORY, "the system is out of memory"); }
	catch (std::exception const &exception) { fail(Error_code::FAILED, exception.what()); }
}


Dispatcher::Dispatcher(Malformed const &malformed) : _channel(nullptr), _malformed(true)
{
	encode(_reply(), Request_failed(Error_code::INVALID_REQUEST, malformed.what()));
}


void Dispatcher::send(Channel &channel)
{
	try {
		channel.send(_message, _image ? _image->files() : std::vector<Host::File const *>());

	} catch (std::length_error const &error) {
		capnp::MallocMessageBuilder message;
		encode(message.initRoot<Protocol::Reply>(), Request_failed(Error_code::FAILED, error.what()));
		channel.send(message);
	}
}
