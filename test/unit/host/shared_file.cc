/*
 * \brief  Tests of files in memory that several processes have
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <array>
#include <cerrno>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <host/shared_file.h>

using namespace Host;


/*
 * A page in a pipe is one that the host has in use
 */
TEST(Shared_file, is_sealed_when_the_host_does_not_use_its_pages_anymore)
{
	std::array<std::byte, 4096> page { };

	File file = File::anonymous("file");
	file.pwrite_all(page, 0);

	int pipe[2];
	ASSERT_EQ(pipe2(pipe, O_CLOEXEC), 0);

	loff_t offset = 0;
	ASSERT_EQ(splice(file.descriptor(), &offset, pipe[1], nullptr, page.size(), 0), ssize_t(page.size()));

	auto refused = [&] {
		return fcntl(file.descriptor(), F_ADD_SEALS, F_SEAL_WRITE) != 0 && errno == EBUSY; };

	if (refused()) {

		/* the host is as patient as with the one who seals the file, who was the first */
		std::thread reader([&] {
			(void)refused();
			EXPECT_EQ(read(pipe[0], page.data(), page.size()), ssize_t(page.size())); });

		EXPECT_NO_THROW(seal(file));
		reader.join();
		EXPECT_TRUE(sealed(file));
	}
	close(pipe[0]);
	close(pipe[1]);
}
