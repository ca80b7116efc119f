/*
 * \brief  Tests that a snapshot is visible as a whole or not at all
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <atomic>
#include <chrono>
#include <thread>

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <store/temporary_file.h>
#include <support.h>

using namespace Store;
using namespace Store_test;

using Kind = Error::Kind;


namespace {

	/**
	 * Limit for the size of files that this process writes
	 */
	class File_size_limit
	{
		private:

			struct rlimit _original { };

		public:

			explicit File_size_limit(rlim_t limit)
			{
				::signal(SIGXFSZ, SIG_IGN);
				::getrlimit(RLIMIT_FSIZE, &_original);

				struct rlimit lowered { limit, _original.rlim_max };
				::setrlimit(RLIMIT_FSIZE, &lowered);
			}

			~File_size_limit() { ::setrlimit(RLIMIT_FSIZE, &_original); }
	};

	/**
	 * Write snapshot 'number', its content follows from its number
	 */
	void write_numbered(Path const &path, std::uint8_t number, Durability durability)
	{
		Random random { number };

		auto const count   = 1 + random() % 700;
		auto       options = fast(number % 2 ? Compression::ZSTD : Compression::NONE);

		options.durability = durability;

		write_snapshot(path, make_info(number, count), make_pages(random, count, Fill::MIXED),
		               make_bytes("metadata"), options);
	}

	/**
	 * Return true if 'path' is a snapshot that 'write_numbered' has written
	 */
	bool numbered_and_complete(Path const &path)
	{
		Snapshot_file file(path);
		file.verify();

		auto const number = std::to_integer<std::uint8_t>(file.info().id.bytes()[0]);

		Random random { number };
		auto const count = 1 + random() % 700;
		auto const pages = make_pages(random, count, Fill::MIXED);

		Bytes content(file.page_count()*PAGE_SIZE);
		file.read_pages(0, file.page_count(), content);

		return file.info() == make_info(number, count) && content == pages;
	}

	[[noreturn]] void write_forever(Path const &path, Random &random)
	{
		for (;;)
			write_numbered(path, static_cast<std::uint8_t>(1 + random() % 255),
			               random() % 2 ? Durability::SYNCED : Durability::CACHED);
	}
}


TEST(Atomicity, nothing_remains_without_commit)
{
	Scratch_directory directory;
	Random random { 50 };
	{
		Snapshot_writer writer(directory / "a", make_info(1, 600));
		writer.append_pages(make_pages(random, 300, Fill::RANDOM));
		EXPECT_EQ(directory.entries().size(), 1u);
		EXPECT_FALSE(std::filesystem::exists(directory / "a"));
	}
	EXPECT_TRUE(directory.entries().empty());
}


TEST(Atomicity, an_existing_file_stays_until_it_is_replaced)
{
	Scratch_directory directory;

	write_numbered(directory / "a", 1, Durability::SYNCED);
	{
		Snapshot_writer writer(directory / "a", make_info(2, 1), fast());
		EXPECT_TRUE(numbered_and_complete(directory / "a"));
	}
	EXPECT_TRUE(numbered_and_complete(directory / "a"));

	write_numbered(directory / "a", 2, Durability::SYNCED);
	EXPECT_EQ(Snapshot_file(directory / "a").info().id, make_id(2));
	EXPECT_EQ(directory.entries().size(), 1u);
}


TEST(Atomicity, an_open_file_survives_its_replacement)
{
	Scratch_directory directory;
	Random random { 51 };

	auto const pages = make_pages(random, 600, Fill::RANDOM);
	write_snapshot(directory / "a", make_info(1, 600), pages, { });

	Snapshot_file file(directory / "a");
	write_numbered(directory / "a", 2, Durability::CACHED);

	Bytes content(pages.size());
	file.read_pages(0, 600, content);
	EXPECT_EQ(content, pages);
}


TEST(Atomicity, killed_writer)
{
	Scratch_directory directory;
	Random random { std::random_device()() };

	auto const path = directory / "a.snap";

	std::size_t removed = 0;

	for (int i = 0; i < 60; i++) {

		pid_t const child = ::fork();
		if (child == 0)
			write_forever(path, random);

		std::this_thread::sleep_for(std::chrono::microseconds(random() % 30'000));
		::kill(child, SIGKILL);
		::waitpid(child, nullptr, 0);

		EXPECT_TRUE(!std::filesystem::exists(path) || numbered_and_complete(path));

		auto const leftovers = remove_leftovers(directory.path());
		EXPECT_LE(leftovers, 1u);
		removed += leftovers;

		for (std::string const &name : directory.entries())
			EXPECT_EQ(name, "a.snap");

		random.discard(1);
	}
	EXPECT_GT(removed, 0u);
}


TEST(Atomicity, leftovers_of_the_living_are_not_removed)
{
	Scratch_directory directory;

	Snapshot_writer writer(directory / "a", make_info(1, 1), fast());
	EXPECT_EQ(remove_leftovers(directory.path()), 0u);

	writer.append_zero(1);
	writer.commit({ });
	EXPECT_EQ(remove_leftovers(directory.path()), 0u);
	EXPECT_EQ(directory.entries(), std::vector<std::string> { "a" });
}


TEST(Atomicity, only_names_of_temporary_files_are_leftovers)
{
	Scratch_directory directory;

	auto const digits = std::string(32, 'a');
	auto const genuine = ".recap-" + digits + ".part";

	for (std::string const &name : { genuine, ".recap-" + digits, digits + ".part",
	                                 ".recap-" + std::string(32, 'x') + ".part",
	                                 std::string(".recap-.part"), std::string("notes.part") })
		write_file(directory / name, make_bytes("content"));

	Host::create_directory(directory / (".recap-" + std::string(32, 'b') + ".part"));

	EXPECT_EQ(remove_leftovers(directory.path()), 1u);
	EXPECT_FALSE(std::filesystem::exists(directory / genuine));
	EXPECT_EQ(directory.entries().size(), 6u);
}


TEST(Atomicity, many_writers_and_collectors_at_once)
{
	Scratch_directory directory;

	std::atomic<unsigned> running { 2 }, failed { 0 };

	auto write = [&] (std::string const &name) {
		return [&, name] {
			for (unsigned i = 0; i < 500; i++)
				if (error_kind([&] {
					write_snapshot(directory / name, make_info(1, 1),
					               Bytes(PAGE_SIZE, std::byte(1)), { }, fast()); }))
					failed++;
			running--; }; };

	std::thread first(write("a")), second(write("b"));

	/* a file may be taken for a leftover before it is locked, its writer copes */
	while (running)
		remove_leftovers(directory.path());

	first.join();
	second.join();

	EXPECT_EQ(failed, 0u);

	EXPECT_EQ(directory.entries(), (std::vector<std::string> { "a", "b" }));
	Snapshot_file(directory / "a").verify();
	Snapshot_file(directory / "b").verify();
}


TEST(Atomicity, file_size_limit)
{
	Scratch_directory directory;
	Random random { 52 };

	auto const pages = make_pages(random, 300, Fill::RANDOM);
	auto const size  = write_snapshot(directory / "a", make_info(1, 300), pages,
	                                  make_bytes("metadata")).file_size;
	Host::unlink(directory / "a");

	for (rlim_t limit = 0; limit < size; limit += 1 + random() % 20'000) {

		std::optional<Kind> kind { };
		{
			File_size_limit const lowered(limit);
			kind = error_kind([&] { write_snapshot(directory / "a", make_info(1, 300), pages,
			                                       make_bytes("metadata")); });
		}
		EXPECT_EQ(kind, Kind::IO);
		EXPECT_TRUE(directory.entries().empty());
	}
}


TEST(Atomicity, message_about_a_full_disk_names_the_target)
{
	Scratch_directory directory;

	std::string text { };
	{
		File_size_limit const lowered(4096);
		text = error_text([&] { write_snapshot(directory / "a.snap", make_info(1, 300),
		                                       Bytes(300*PAGE_SIZE, std::byte(1)), { }); });
	}
	EXPECT_NE(text.find((directory / "a.snap").string()), text.npos) << text;
	EXPECT_NE(text.find("free space"), text.npos) << text;
	EXPECT_EQ(text.find(".part"), text.npos) << text;
}


TEST(Atomicity, full_file_system)
{
	if (::geteuid() != 0)
		GTEST_SKIP() << "needs the right to mount";

	Scratch_directory directory;

	enum class Result : int { REFUSED, ACCEPTED, NO_MOUNT } ;

	pid_t const child = ::fork();
	if (child == 0) {

		if (::unshare(CLONE_NEWNS) != 0
		 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
		 || ::mount("none", directory.path().c_str(), "tmpfs", 0, "size=1m") != 0)
			::_exit(static_cast<int>(Result::NO_MOUNT));

		auto const text = error_text([&] {
			write_snapshot(directory / "a", make_info(1, 600), Bytes(600*PAGE_SIZE, std::byte(1)),
			               { }, { }); });

		bool const refused = text.find("No space left") != text.npos
		                  && directory.entries().empty();

		::_exit(static_cast<int>(refused ? Result::REFUSED : Result::ACCEPTED));
	}

	int status = 0;
	ASSERT_EQ(::waitpid(child, &status, 0), child);
	ASSERT_TRUE(WIFEXITED(status));

	if (Result(WEXITSTATUS(status)) == Result::NO_MOUNT)
		GTEST_SKIP() << "mounting is not possible here";

	EXPECT_EQ(Result(WEXITSTATUS(status)), Result::REFUSED);
}


TEST(Atomicity, read_only_directory)
{
	static constexpr uid_t NOBODY = 65534;

	Scratch_directory directory;
	ASSERT_EQ(::chmod(directory.path().c_str(), 0555), 0);

	EXPECT_TRUE(in_child([&] {

		if (::geteuid() == 0 && ::setuid(NOBODY) != 0)
			return false;

		auto const text = error_text([&] {
			Snapshot_writer writer(directory / "a.snap", make_info(1, 1)); });

		return text.find("a.snap': cannot create it") != text.npos
		    && text.find("permissions") != text.npos; }));

	ASSERT_EQ(::chmod(directory.path().c_str(), 0700), 0);
}


TEST(Atomicity, missing_directory)
{
	Scratch_directory directory;
	EXPECT_EQ(error_kind([&] { Snapshot_writer writer(directory / "none/a", make_info(1, 1)); }),
	          Kind::IO);
}


TEST(Atomicity, target_that_is_a_directory)
{
	Scratch_directory directory;
	Host::create_directory(directory / "a");

	EXPECT_EQ(error_kind([&] { write_snapshot(directory / "a", make_info(1, 0), { }, { }); }),
	          Kind::IO);
	EXPECT_EQ(directory.entries(), std::vector<std::string> { "a" });
}
