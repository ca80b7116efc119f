/*
 * \brief  Writer of the seeds of the fuzz target
 *
 * Usage: make_control_corpus DIRECTORY
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <iostream>

#include <control/encode.h>
#include <support.h>

using namespace Control_test;

using Request = Protocol::Request;
using Reply   = Protocol::Reply;


namespace {

	Path directory { };

	void write(std::string const &name, Bytes const &bytes)
	{
		std::filesystem::remove(directory / name);
		Host::File(directory / name, Host::File::Mode::CREATE).pwrite_all(bytes, 0);
	}

	/**
	 * Write message with header, and without for what goes behind the header
	 */
	template <typename ROOT>
	void seed(std::string const &name, auto const &fill)
	{
		capnp::MallocMessageBuilder message;
		fill(message.initRoot<ROOT>());

		Bytes const framed = frame(message);
		write(name, Bytes(framed.begin() + sizeof(Frame_header), framed.end()));

		if (std::is_same_v<ROOT, Request>)
			write(name + "_framed", framed);
	}
}


static void write_requests(Image const &image)
{
	seed<Request>("start", [&] (Request::Builder r) {
		encode(r.initStart().initImage(), image); });
	seed<Request>("wait_for_restore", [&] (Request::Builder r) { r.setWaitForRestore(); });
	seed<Request>("components", [&] (Request::Builder r) { r.setComponents(); });
	seed<Request>("capabilities", [&] (Request::Builder r) { r.setCapabilities("init"); });
	seed<Request>("checkpoint", [&] (Request::Builder r) { encode(r.initCheckpoint(2), { "a", "b" }); });
	seed<Request>("checkpoint_with_progress", [&] (Request::Builder r) {
		r.setProgress(true);
		encode(r.initCheckpoint(1), { "a" });
	});
	seed<Request>("checkpoint_on_base", [&] (Request::Builder r) {
		r.setBase(5);
		r.setMaxAgeUs(100'000);
		encode(r.initCheckpoint(1), { "a" });
	});
	seed<Request>("restore", [&] (Request::Builder r) {
		auto restore = r.initRestore();
		encode(restore.initImage(), image);
		encode(restore.initOptions(), { .in_flight = { }, .verify = true, .target = "a", .clone = "b" });
	});
	seed<Request>("restore_of_chain", [&] (Request::Builder r) {
		auto out = r.initRestore().initImage();
		encode(out, image);
		out.setContent(uint8_t(Image::Content::SNAPSHOT_FILE));

		auto names = out.initAncestors(2);
		names.set(0, "parent.snap");
		names.set(1, "base.snap");
	});
	seed<Request>("kill", [&] (Request::Builder r) { r.setKill("init -> a"); });
	seed<Request>("remove_clone", [&] (Request::Builder r) { r.setRemoveClone("init -> a"); });
	seed<Request>("sessions", [&] (Request::Builder r) { r.setSessions(); });
	seed<Request>("log", [&] (Request::Builder r) { r.initLog().setAfter(2); });
	seed<Request>("stop", [&] (Request::Builder r) { r.setStop(); });
}


static void write_replies(Image const &image)
{
	Fake_handler handler { };

	seed<Reply>("reply_error", [&] (Reply::Builder r) {
		encode(r, Request_failed(Error_code::OUT_OF_QUOTA, "too much")); });
	seed<Reply>("reply_done", [&] (Reply::Builder r) { r.setDone(); });
	seed<Reply>("reply_components", [&] (Reply::Builder r) { encode(r, handler.components()); });
	seed<Reply>("reply_capabilities", [&] (Reply::Builder r) { encode(r, handler.capabilities("init")); });
	seed<Reply>("reply_sessions", [&] (Reply::Builder r) { encode(r, handler.sessions()); });
	seed<Reply>("reply_log", [&] (Reply::Builder r) { encode(r, handler.log(0, { })); });
	seed<Reply>("reply_checkpoint", [&] (Reply::Builder r) {
		encode(r.initCheckpoint(), handler.checkpoint({ "a" })); });
	seed<Reply>("reply_checkpoint_on_base", [&] (Reply::Builder r) {
		encode(r.initCheckpoint(), handler.checkpoint({ "a" }, { }, { .base = 5 })); });
	seed<Reply>("reply_progress", [&] (Reply::Builder r) {
		auto progress = r.initProgress();
		progress.setStage(uint8_t(Stage::PREPARE));
		progress.setDone(1);
		progress.setTotal(2);
	});
	seed<Reply>("reply_restore", [&] (Reply::Builder r) {
		encode(r.initRestore(), handler.restore(image, { })); });
}


int main(int argc, char **argv)
{
	if (argc != 2) {
		std::cerr << "usage: make_control_corpus DIRECTORY\n";
		return 2;
	}
	directory = argv[1];

	Image const image = make_image(2);
	write_requests(image);
	write_replies(image);
	return 0;
}
