/*
 * \brief  Properties of a program that must react in time
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cerrno>
#include <system_error>

#include <linux/capability.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <host/real_time.h>

using namespace Host;


namespace {

	bool may_lock_any_amount()
	{
		rlimit limit { };
		if (getrlimit(RLIMIT_MEMLOCK, &limit) == 0 && limit.rlim_cur == RLIM_INFINITY)
			return true;

		__user_cap_header_struct header { .version = _LINUX_CAPABILITY_VERSION_3, .pid = 0 };
		__user_cap_data_struct   data[_LINUX_CAPABILITY_U32S_3] { };

		return syscall(SYS_capget, &header, data) == 0
		    && data[CAP_TO_INDEX(CAP_IPC_LOCK)].effective & CAP_TO_MASK(CAP_IPC_LOCK);
	}
}


/*
 * Under a limit, memory could be locked at first, but what is mapped later would
 * be refused
 */
std::vector<std::string> Host::run_in_real_time()
{
	std::vector<std::string> lacks;

	sched_param const priority { .sched_priority = sched_get_priority_min(SCHED_FIFO) };

	if (sched_setscheduler(0, SCHED_FIFO, &priority) != 0)
		lacks.push_back("nucleus competes with other programs for the CPU ("
		                + std::generic_category().message(errno) + "), see the limit 'ulimit -r'");

	if (!may_lock_any_amount())
		lacks.push_back("the memory of nucleus may be paged out, because the limit 'ulimit -l' is "
		                "not 'unlimited'");

	else if (mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) != 0)
		lacks.push_back("the memory of nucleus may be paged out (" + std::generic_category().message(errno) + ")");

	return lacks;
}


/*
 * What a kernel refuses to do does no harm
 */
void Host::wake_up_in_time()
{
	constexpr unsigned long SLACK_NS = 1;

	(void)prctl(PR_SET_TIMERSLACK, SLACK_NS, 0, 0, 0);
}
