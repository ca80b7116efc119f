/*
 * \brief  Helpers of the tests of the control protocol
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <support.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

#include <capnp/serialize.h>

using namespace Control_test;


Image Control_test::make_image(uint64_t page_count, size_t metadata_size)
{
	Image image { .metadata   = Bytes(metadata_size, std::byte(7)),
	              .pages      = Host::File::anonymous("pages"),
	              .page_count = page_count };

	std::array<std::byte, PAGE_SIZE> page { };

	for (uint64_t i = 0; i < page_count; i++) {
		memcpy(page.data(), &i, sizeof(i));
		image.pages.pwrite_all(page, i*PAGE_SIZE);
	}
	return image;
}


bool Control_test::intact(Image const &image)
{
	for (uint64_t i = 0; i < image.page_count; i++) {

		uint64_t number = ~0ull;
		auto const bytes = std::as_writable_bytes(std::span(&number, 1));

		if (image.pages.pread_all(bytes, i*PAGE_SIZE) != sizeof(number) || number != i)
			return false;
	}
	return true;
}


std::optional<Error_code> Control_test::failure(std::function<void()> const &fn)
{
	try { fn(); }
	catch (Request_failed const &failed) { return failed.code; }

	return std::nullopt;
}


kj::Array<capnp::word> Control_test::words(capnp::MessageBuilder &message)
{
	return capnp::messageToFlatArray(message);
}


Bytes Control_test::frame(Bytes const &body)
{
	Frame_header const header { Frame_header::MAGIC, Frame_header::VERSION, body.size() };

	Bytes result(sizeof(header) + body.size());
	memcpy(result.data(), &header, sizeof(header));
	std::ranges::copy(body, result.begin() + sizeof(header));
	return result;
}


Bytes Control_test::frame(capnp::MessageBuilder &message)
{
	auto const array = words(message);
	auto const bytes = std::as_bytes(std::span(array.begin(), array.end()));

	return frame(Bytes(bytes.begin(), bytes.end()));
}


size_t Control_test::num_descriptors() { return Host::directory_entries("/proc/self/fd").size(); }


Scratch_directory::Scratch_directory()
{
	std::string path = (std::filesystem::temp_directory_path() / "recap-test-XXXXXX").string();

	if (!mkdtemp(path.data()))
		throw std::runtime_error("cannot create directory for the test");

	_path = path;
}


Scratch_directory::~Scratch_directory()
{
	std::error_code ignored { };
	std::filesystem::remove_all(_path, ignored);
}


/******************
 ** Fake_handler **
 ******************/

void Fake_handler::_take(Image const *image, Restore_options const &new_options)
{
	_enter();

	std::lock_guard const guard(mutex);
	options = new_options;

	if (image) {
		pages    = image->page_count;
		metadata = image->metadata.size();
		intact   = Control_test::intact(*image);

		ancestors.clear();
		for (Image::Ancestor const &ancestor : image->ancestors)
			ancestors.emplace_back(ancestor.name, ancestor.file.size());
	}
}


void Fake_handler::release()
{
	std::lock_guard const guard(mutex);
	restored = true;
	changed.notify_all();
}


void Fake_handler::wait_for_waiting(unsigned count)
{
	std::unique_lock lock(mutex);
	changed.wait(lock, [&] { return waiting == count; });
}


void Fake_handler::start(Image const *image, Restore_options const &options)
{
	_take(image, options);

	std::lock_guard const guard(mutex);
	started = true;
}


Restore_result Fake_handler::wait_for_restore(Progress const &progress)
{
	if (progress)
		progress(Stage::COMPARE, 1u << 20, 2u << 20);

	std::unique_lock lock(mutex);

	waiting++;
	changed.notify_all();
	changed.wait(lock, [&] { return restored; });
	waiting--;

	return { .label = "init -> a" };
}


std::vector<Component_status> Fake_handler::components()
{
	_enter();

	Checkpoint_cost cost { .over_budget = 4, .obtaining = 3, .work_us = 5000, .copy_bytes = 1u << 20,
	                       .history_bytes = 8192 };
	cost.pauses.add(250);
	cost.pauses.add(250);
	cost.pauses.add(70000);

	return { { .label = "init", .state = Component_status::State::RUNNING, .pid = 17, .threads = 3,
	           .caps = 40, .ram_quota = 1u << 30, .ram_used = 5000, .checkpoints = 1, .restores = 2,
	           .pauses = { { .ago_us = 3000000, .pause_us = 250 } }, .cost = cost },
	         { .label = "init -> a", .state = Component_status::State::DEAD } };
}


std::vector<Capability> Fake_handler::capabilities(std::string const &component)
{
	_enter();

	if (component != "init")
		throw Request_failed(Error_code::UNKNOWN_COMPONENT, "no component is named '" + component + "'");

	return { { .slot = 1, .kind = "Task", .name = "init", .rights = "ug", .owner = "core",
	           .holders = { "init", "core" }, .deliveries = 1, .map_count = 2 },
	         { .slot = 9, .kind = "Gate", .name = "exit_cap", .label = 0xdeadbeefull << 16,
	           .rights = "u-", .owner = "init", .holders = { "init" }, .deliveries = 3 },
	         { .slot = 65535 } };
}


System_cost Fake_handler::cost()
{
	_enter();

	return { .copy_limit = 1u << 30, .copy_taken = 5u << 20, .copy_used = 3u << 20, .cpu_us = 777 };
}


Checkpoint_result Fake_handler::checkpoint(std::vector<std::string> const &components,
                                           Progress const &progress,
                                           Checkpoint_options const &options)
{
	_enter();
	if (progress)
		progress(Stage::COPY, 1u << 20, 5u << 20);
	{
		std::lock_guard const guard(mutex);
		names        = components;
		max_pause_us = options.max_pause_us;
		base         = options.base;
		max_age_us   = options.max_age_us;
	}
	return { .label = components.front(), .image = make_image(5), .pause_us = 99,
	         .phases = { { "freeze", 4 }, { "collect", 95 } },
	         .notes  = { "the pause took long" },
	         .number = 7, .base = options.base,
	         .inherited = options.base ? std::vector<Inherited_pages> { { 2, 9, 3 }, { 6, 1, 1 } }
	                                   : std::vector<Inherited_pages> { } };
}


Restore_result Fake_handler::restore(Image const &image, Restore_options const &options,
                                     Progress const &progress)
{
	if (progress)
		progress(Stage::PREPARE, 3u << 20, 4u << 20);

	_take(&image, options);

	return { .label = "init -> a",
	         .report = { { .component = "init -> a", .slot = 7, .kind = "Gate", .name = "exit_cap",
	                       .outcome = "recreated", .detail = "text" } },
	         .notes = { "one", "two" }, .verified_bytes = 1ull << 40, .phases = { { "create", 3 } } };
}


std::vector<Session> Fake_handler::sessions()
{
	_enter();

	return { { .client = "init -> a", .service = "LOG", .server = "core", .args = "label=\"a\"",
	           .donated = 8192, .used = 4096 },
	         { .client = "init -> a", .service = "Timer", .server = "init", .args = "" } };
}


std::vector<Log_line> Fake_handler::log(uint64_t after, std::chrono::milliseconds)
{
	_enter();

	std::vector<Log_line> result { };
	for (uint64_t number = std::max<uint64_t>(after + 1, 2); number <= 4; number++)
		result.push_back({ .number  = number, .time_us = 1600000000000000 + number,
		                   .text = number == 3 ? "[init -> a] three" : "[init] other" });
	return result;
}


void Fake_handler::kill(std::string const &component)
{
	_enter();

	std::lock_guard const guard(mutex);
	names = { component };
}


void Fake_handler::remove_clone(std::string const &component)
{
	_enter();

	std::lock_guard const guard(mutex);
	names = { component, "removed" };
}


void Fake_handler::stop()
{
	_enter();

	std::lock_guard const guard(mutex);
	stopped = true;
}
