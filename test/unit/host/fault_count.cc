/*
 * \brief  Tests of the number of page faults
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include <gtest/gtest.h>

#include <host/fault_count.h>
#include <host/system_error.h>

using namespace Host;


namespace {

	constexpr size_t PAGE = 4096, PAGES = 64;

	void access_fresh_pages()
	{
		void * const area = mmap(nullptr, PAGES*PAGE, PROT_READ | PROT_WRITE,
		                         MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		ASSERT_NE(area, MAP_FAILED);
		ASSERT_EQ(madvise(area, PAGES*PAGE, MADV_NOHUGEPAGE), 0);

		for (size_t i = 0; i < PAGES; i++)
			static_cast<char volatile *>(area)[i*PAGE] = 1;

		munmap(area, PAGES*PAGE);
	}
}


TEST(Fault_count, counts_the_faults_of_all_threads)
{
	Fault_count const faults(getpid());

	uint64_t const first = *faults.value();
	access_fresh_pages();

	uint64_t const second = *faults.value();
	EXPECT_GE(second, first + PAGES);

	std::thread(access_fresh_pages).join();
	EXPECT_GE(*faults.value(), second + PAGES);
}


TEST(Fault_count, counts_the_faults_of_one_thread)
{
	Fault_count const faults(getpid(), gettid());

	uint64_t const first = *faults.value();
	access_fresh_pages();

	uint64_t const second = *faults.value();
	EXPECT_GE(second, first + PAGES);

	std::thread other(access_fresh_pages);
	other.join();
	EXPECT_LT(*faults.value(), second + PAGES);

	EXPECT_THROW(Fault_count(getpid(), 1), System_error);
}


TEST(Fault_count, the_name_of_the_program_does_not_matter)
{
	char former[16] { };
	pthread_getname_np(pthread_self(), former, sizeof(former));

	Fault_count const faults(getpid());
	uint64_t    const before = *faults.value();

	for (char const *name : { "a) R 1 2 3 4", ") ) ) ) 9 9 9 9", "((((", "" }) {
		pthread_setname_np(pthread_self(), name);

		uint64_t const now = faults.value().value_or(0);
		EXPECT_GE(now, before)        << name;
		EXPECT_LE(now, before + 1000) << name;
	}
	pthread_setname_np(pthread_self(), former);
}


TEST(Fault_count, a_process_that_is_gone_has_none)
{
	int const pid = fork();
	if (pid == 0)
		pause();

	Fault_count const faults(pid);
	EXPECT_TRUE(faults.value());

	kill(pid, SIGKILL);
	waitpid(pid, nullptr, 0);

	EXPECT_FALSE(faults.value());
	EXPECT_THROW(Fault_count { pid }, System_error);
}
