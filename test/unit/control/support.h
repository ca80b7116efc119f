/*
 * \brief  Helpers of the tests of the control protocol
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TEST__UNIT__CONTROL__SUPPORT_H_
#define _TEST__UNIT__CONTROL__SUPPORT_H_

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <span>
#include <string>
#include <vector>

#include <control/client.h>
#include <control/handler.h>

namespace Control_test {

	using namespace Control;

	using Bytes = std::vector<std::byte>;
	using Path  = std::filesystem::path;

	class  Scratch_directory;
	struct Fake_handler;

	/**
	 * Return image whose pages start with their numbers
	 */
	Image make_image(uint64_t page_count, size_t metadata_size = 100);

	/**
	 * Return true if the pages are as made by 'make_image'
	 */
	bool intact(Image const &);

	/**
	 * Return code of the failure that 'fn' ends with, nothing if it succeeds
	 */
	std::optional<Error_code> failure(std::function<void()> const &fn);

	/**
	 * Return bytes of a message with header
	 */
	Bytes frame(capnp::MessageBuilder &);

	Bytes frame(Bytes const &body);

	/**
	 * Return words of a message without header
	 */
	kj::Array<capnp::word> words(capnp::MessageBuilder &);

	/**
	 * Return number of open descriptors of the process
	 */
	size_t num_descriptors();
}


/**
 * Directory of mode 0700 that is removed with all of its content
 */
class Control_test::Scratch_directory
{
	private:

		Path _path;

	public:

		Scratch_directory();
		Scratch_directory(Scratch_directory const &) = delete;
		~Scratch_directory();

		Path operator / (std::string const &name) const { return _path / name; }
};


/**
 * System that does not exist
 */
struct Control_test::Fake_handler : Handler
{
	std::mutex              mutex   { };
	std::condition_variable changed { };

	/* what was requested */
	std::vector<std::string> names   { };
	uint64_t max_pause_us = 0, base = 0, max_age_us = 0;
	Restore_options          options { };
	uint64_t                 pages       = 0;
	size_t                   metadata    = 0;
	std::vector<std::pair<std::string, uint64_t>> ancestors { };   /* name and size of each file */
	bool                     intact      = false;
	bool                     started     = false;
	bool                     stopped     = false;
	unsigned                 waiting     = 0;     /* threads within 'wait_for_restore' */
	bool                     restored    = false;  /* lets 'wait_for_restore' return */

	/* thrown by each operation, if defined */
	std::function<void()> fault { };

	void _enter() const { if (fault) fault(); }
	void _take(Image const *, Restore_options const &);

	void release();
	void wait_for_waiting(unsigned count);

	void start(Image const *, Restore_options const &) override;
	Restore_result wait_for_restore(Progress const & = { }) override;
	std::vector<Component_status> components() override;
	std::vector<Capability> capabilities(std::string const &) override;
	Checkpoint_result checkpoint(std::vector<std::string> const &,
	                             Progress const & = { },
	                             Checkpoint_options const & = { }) override;
	System_cost cost() override;
	Restore_result restore(Image const &, Restore_options const &, Progress const & = { }) override;
	std::vector<Session> sessions() override;
	std::vector<Log_line> log(uint64_t after, std::chrono::milliseconds wait) override;
	void kill(std::string const &) override;
	void remove_clone(std::string const &) override;
	void stop() override;
};

#endif /* _TEST__UNIT__CONTROL__SUPPORT_H_ */
