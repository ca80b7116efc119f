/*
 * \brief  Tests of the file primitives of the host
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <array>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <support.h>

using namespace Store_test;

using Host::File;
using Host::System_error;


TEST(Host_file, create_write_read)
{
	Scratch_directory directory;
	auto const path = directory / "file";

	File file(path, File::Mode::CREATE);
	EXPECT_EQ(permissions(path), 0600u);
	EXPECT_EQ(file.size(), 0u);
	EXPECT_TRUE(file.regular());
	EXPECT_TRUE(file.linked());

	file.pwrite_all(make_bytes("hello world"), 5);
	EXPECT_EQ(file.size(), 16u);

	file.truncate(10);
	file.sync(File::Sync::DATA);
	file.sync(File::Sync::ALL);

	File again(path, File::Mode::READ);
	Bytes buffer(20, std::byte(0xff));
	EXPECT_EQ(again.pread_all(buffer, 0), 10u);
	EXPECT_EQ(Bytes(buffer.begin() + 5, buffer.begin() + 10), make_bytes("hello"));
	EXPECT_EQ(again.pread_all(buffer, 10), 0u);

	Host::unlink(path);
	EXPECT_FALSE(again.linked());
}


TEST(Host_file, errors_tell_operation_path_and_reason)
{
	Scratch_directory directory;
	auto const path = directory / "missing";

	try {
		File file(path, File::Mode::READ);
		FAIL();
	} catch (System_error const &error) {
		EXPECT_EQ(error.operation(), "open");
		EXPECT_EQ(error.path(), path);
		EXPECT_EQ(error.condition(), std::errc::no_such_file_or_directory);
		EXPECT_EQ(error.what(), "cannot open '" + path.string() + "': " + error.reason());
	}

	write_file(directory / "present", { });
	EXPECT_THROW(File(directory / "present", File::Mode::CREATE), System_error);
	EXPECT_NO_THROW(File(directory / "present", File::Mode::READ_WRITE));
	EXPECT_THROW(Host::unlink(path), System_error);
	EXPECT_THROW(Host::rename(path, directory / "other"), System_error);
	EXPECT_THROW(Host::directory_entries(path), System_error);
	EXPECT_THROW(Host::sync_directory(path), System_error);

	File read_only(directory / "present", File::Mode::READ);
	EXPECT_THROW(read_only.pwrite_all(make_bytes("x"), 0), System_error);
	EXPECT_THROW(read_only.truncate(1), System_error);
}


TEST(Host_file, moves_and_adopts)
{
	Scratch_directory directory;
	write_file(directory / "file", make_bytes("abc"));

	int const descriptor = ::open((directory / "file").c_str(), O_RDONLY | O_CLOEXEC);
	{
		auto file  = File::adopted(descriptor, "adopted");
		File other = std::move(file);
		EXPECT_EQ(other.descriptor(), descriptor);
		EXPECT_EQ(other.path(), "adopted");
		EXPECT_EQ(other.size(), 3u);

		other = File::anonymous("memory");
		EXPECT_EQ(other.size(), 0u);
	}
	EXPECT_EQ(::fcntl(descriptor, F_GETFD), -1);
}


TEST(Host_file, mapping)
{
	auto const content = make_bytes("mapped content");
	auto const file    = memory_file(content);

	Host::File_mapping const mapping(file, content.size());
	EXPECT_TRUE(std::ranges::equal(mapping.bytes(), content));

	Host::File_mapping const empty(file, 0);
	EXPECT_TRUE(empty.bytes().empty());
}


TEST(Host_file, locks_exclude_each_other)
{
	Scratch_directory directory;

	File first(directory / "file", File::Mode::CREATE);
	File second(directory / "file", File::Mode::READ);
	{
		File const holder = std::move(first);
		first = File(directory / "file", File::Mode::READ_WRITE);
		first.lock();
		EXPECT_FALSE(second.try_lock());
	}
	first = File::anonymous("other");
	EXPECT_TRUE(second.try_lock());
}


TEST(Host_file, directories)
{
	Scratch_directory directory;

	EXPECT_TRUE (Host::create_directory(directory / "sub"));
	EXPECT_FALSE(Host::create_directory(directory / "sub"));
	EXPECT_EQ(permissions(directory / "sub"), 0700u);

	write_file(directory / "b", make_bytes("b"));
	write_file(directory / "a", make_bytes("a"));
	EXPECT_THROW(Host::create_directory(directory / "a"), System_error);

	EXPECT_EQ(directory.entries(), (std::vector<std::string> { "a", "b", "sub" }));

	Host::rename(directory / "a", directory / "b");
	Host::sync_directory(directory.path());
	EXPECT_EQ(directory.entries(), (std::vector<std::string> { "b", "sub" }));
	EXPECT_EQ(read_file(directory / "b"), make_bytes("a"));
}


TEST(Host_file, opening_a_pipe_does_not_wait)
{
	Scratch_directory directory;
	ASSERT_EQ(::mkfifo((directory / "pipe").c_str(), 0600), 0);

	File const pipe(directory / "pipe", File::Mode::READ);
	EXPECT_FALSE(pipe.regular());
}


TEST(Host_file, random_bytes)
{
	Bytes first(1000), second(1000);
	Host::random_bytes(first);
	Host::random_bytes(second);
	EXPECT_NE(first, second);

	/* the end of a large buffer is reached as well */
	EXPECT_TRUE(std::ranges::any_of(std::span(first).last(16),
	                                [] (std::byte b) { return b != std::byte(0); }));
}
