/*
 * \brief  What the host offers, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/diagnosis.h>

#include <fcntl.h>
#include <linux/seccomp.h>
#include <linux/userfaultfd.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iomanip>
#include <optional>
#include <sstream>

#include <host/cpu_registers.h>
#include <host/extended_state_layout.h>
#include <host/page_fault_time.h>
#include <host/system_error.h>

using namespace Host;

using Severity = Finding::Severity;


namespace {

	/* from newer kernel headers than those of Debian 12 */
	constexpr uint64_t FEATURE_WP_ASYNC     = 1ull << 15;
	constexpr uint64_t FEATURE_WP_UNPOPULATED = 1ull << 13;
	constexpr int      USER_MODE_ONLY       = 1;

	struct Page_scan
	{
		uint64_t size, flags, start, end, walk_end, vec, vec_len, max_pages,
		         category_inverted, category_mask, category_anyof_mask, return_mask;
	};

	constexpr unsigned long PAGEMAP_SCAN = _IOWR('f', 16, Page_scan);

	/* what a system of some twenty components takes, with reserve */
	constexpr uint64_t GOOD_DESCRIPTORS = 1024, GOOD_PROCESSES = 2048, GOOD_MAPPINGS = 65530;
	constexpr uint64_t DESCRIPTORS_PER_COMPONENT = 4;
	constexpr uint64_t GOOD_MEMORY = 2ull << 30;

	class Descriptor
	{
		private:

			int const _descriptor;

		public:

			explicit Descriptor(int descriptor) : _descriptor(descriptor) { }
			Descriptor(Descriptor const &) = delete;
			~Descriptor() { if (valid()) ::close(_descriptor); }

			bool valid() const { return _descriptor >= 0; }
			int  value() const { return _descriptor; }
	};

	/* a component that changes 100 pages each millisecond, a few of them anew, loses some percent by that */
	constexpr double USUAL_FAULT_US = 5;

	std::optional<uint64_t> number_in(char const *path)
	{
		std::ifstream file(path);
		uint64_t      value = 0;

		return file >> value ? std::optional(value) : std::nullopt;
	}

	Finding kernel()
	{
		struct utsname name { };
		::uname(&name);

		unsigned major = 0, minor = 0;
		char     point = 0;
		std::istringstream(name.release) >> major >> point >> minor;

		std::string const state = std::string(name.sysname) + " " + name.release + ", " + name.machine;

		if (strcmp(name.machine, "x86_64") != 0)
			return { Severity::MISSING, "kernel", state, "components are built for x86_64", "use such a host" };

		if (major < 5 || (major == 5 && minor < 9))
			return { Severity::MISSING, "kernel", state, "'close_range', which confines components, is "
			         "missing", "use Linux 5.9 or newer" };

		return { Severity::OK, "kernel", state, "", "" };
	}

	Finding seccomp()
	{
		/* the kernel refuses the null pointer only if it knows filters */
		if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, nullptr, 0, 0) == -1 && errno == EFAULT)
			return { Severity::OK, "seccomp", "filters of system calls work", "", "" };

		return { Severity::MISSING, "seccomp", "filters of system calls are not available",
		         "components could not be confined, so systems refuse to start without --unconfined",
		         "use a kernel with CONFIG_SECCOMP_FILTER, and let the container allow it" };
	}

	Finding process_descriptors()
	{
		Descriptor const process(int(::syscall(SYS_pidfd_open, ::getpid(), 0)));

		if (process.valid())
			return { Severity::OK, "pidfd", "processes have descriptors", "", "" };

		return { Severity::LIMITED, "pidfd", std::string("pidfd_open fails: ") + strerror(errno),
		         "each process costs a thread, and pauses grow with the memory that components can write",
		         "let the container allow the system call" };
	}

	Finding memfd()
	{
		Descriptor const file(int(::syscall(SYS_memfd_create, "recap doctor", 0)));
		if (file.valid())
			return { Severity::OK, "memfd", "files in memory work", "", "" };

		return { Severity::MISSING, "memfd", std::string("memfd_create fails: ") + strerror(errno),
		         "there is no memory for systems", "let the container allow it" };
	}

	Finding userfaultfd()
	{
		Descriptor const uffd(int(::syscall(SYS_userfaultfd, O_CLOEXEC | USER_MODE_ONLY)));
		if (!uffd.valid())
			return { Severity::LIMITED, "userfaultfd", strerror(errno),
			         "changed memory is found by a slower method",
			         "set the sysctl vm.unprivileged_userfaultfd to 1, and let the container allow it" };

		struct uffdio_api api { };
		api.api = UFFD_API;
		if (::ioctl(uffd.value(), UFFDIO_API, &api) == -1)
			return { Severity::LIMITED, "userfaultfd", std::string("UFFDIO_API fails: ") + strerror(errno),
			         "changed memory is found by a slower method", "use a newer kernel" };

		uint64_t const wanted = FEATURE_WP_ASYNC | FEATURE_WP_UNPOPULATED;
		if ((api.features & wanted) != wanted)
			return { Severity::LIMITED, "userfaultfd", "there, without asynchronous write protection",
			         "changed memory is found by a slower method", "use Linux 6.7 or newer" };

		return { Severity::OK, "userfaultfd", "asynchronous write protection works", "", "" };
	}

	Finding pagemap_scan()
	{
		Descriptor const pagemap(::open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC));

		Page_scan scan { };
		scan.size = sizeof(scan);

		if (pagemap.valid() && ::ioctl(pagemap.value(), PAGEMAP_SCAN, &scan) >= 0)
			return { Severity::OK, "PAGEMAP_SCAN", "finds changed pages", "", "" };

		return { Severity::LIMITED, "PAGEMAP_SCAN", "not available",
		         "changed memory is found by a slower method", "use Linux 6.7 or newer" };
	}

	Finding page_faults()
	{
		double us = 0;
		try { us = page_fault_us(); }
		catch (System_error const &error) {
			return { Severity::LIMITED, "page faults", error.what(),
			         "it is not known what checkpoints at short intervals cost", "give this program more memory" }; }

		std::ostringstream state;
		state << std::fixed << std::setprecision(1) << us << " us each";

		if (us <= USUAL_FAULT_US)
			return { Severity::OK, "page faults", state.str(), "", "" };

		return { Severity::LIMITED, "page faults", state.str(),
		         "checkpoints at short intervals slow down components that write to many pages between them",
		         "use real hardware, or a virtual machine with nested paging" };
	}

	Finding segment_bases()
	{
		if (segment_base_instructions())
			return { Severity::OK, "fsgsbase", "programs may set segment bases", "", "" };

		return { Severity::LIMITED, "fsgsbase", "programs may not set segment bases",
		         "resuming a thread takes two more system calls", "use a kernel and CPU that offer it" };
	}

	Finding extended_state()
	{
		return { Severity::OK, "CPU state", Extended_state_layout::of_cpu().description(), "", "" };
	}

	std::string limit_text(rlim_t value)
	{
		return value == RLIM_INFINITY ? "unlimited" : std::to_string(value);
	}

	Finding descriptors()
	{
		struct rlimit limit { };
		::getrlimit(RLIMIT_NOFILE, &limit);

		std::string const state = limit_text(limit.rlim_cur) + ", can be raised to "
		                        + limit_text(limit.rlim_max);

		if (limit.rlim_cur >= GOOD_DESCRIPTORS)
			return { Severity::OK, "open files", state, "", "" };

		return { Severity::LIMITED, "open files", state, "a system has room for about "
		         + std::to_string(limit.rlim_cur/DESCRIPTORS_PER_COMPONENT) + " components",
		         "raise the limit with 'ulimit -n'" };
	}

	Finding processes()
	{
		struct rlimit limit { };
		::getrlimit(RLIMIT_NPROC, &limit);

		if (limit.rlim_cur >= GOOD_PROCESSES)
			return { Severity::OK, "processes", limit_text(limit.rlim_cur), "", "" };

		return { Severity::LIMITED, "processes", limit_text(limit.rlim_cur),
		         "all threads of all components, and as many of the system, must get along with it",
		         "raise the limit with 'ulimit -u'" };
	}

	Finding mappings()
	{
		auto const count = number_in("/proc/sys/vm/max_map_count");
		if (!count)
			return { Severity::LIMITED, "mappings", "vm.max_map_count cannot be read",
			         "the number of regions of a component is unknown", "" };

		if (*count >= GOOD_MAPPINGS)
			return { Severity::OK, "mappings", std::to_string(*count), "", "" };

		return { Severity::LIMITED, "mappings", std::to_string(*count),
		         "a component can have about as many regions", "raise the sysctl vm.max_map_count" };
	}

	Finding memory()
	{
		uint64_t const pages = uint64_t(::sysconf(_SC_AVPHYS_PAGES));
		uint64_t const bytes = pages*uint64_t(::sysconf(_SC_PAGESIZE));

		std::string const state = std::to_string(bytes >> 20) + " MiB free";

		if (bytes >= GOOD_MEMORY)
			return { Severity::OK, "memory", state, "", "" };

		return { Severity::LIMITED, "memory", state, "a system takes 1 GiB by default, as far as it uses it",
		         "give less with 'recap run --memory'" };
	}

	Finding debugging()
	{
		auto const scope = number_in("/proc/sys/kernel/yama/ptrace_scope");

		if (!scope || *scope == 0 || ::geteuid() == 0)
			return { Severity::OK, "ptrace", "debuggers can attach to components", "", "" };

		return { Severity::LIMITED, "ptrace", "kernel.yama.ptrace_scope is " + std::to_string(*scope),
		         "gdb and strace attach to components as root only",
		         "set the sysctl kernel.yama.ptrace_scope to 0" };
	}
}


std::vector<Finding> Host::diagnose()
{
	return { kernel(), seccomp(), process_descriptors(), memfd(), userfaultfd(), pagemap_scan(), page_faults(),
	         segment_bases(), extended_state(), descriptors(), processes(), mappings(), memory(), debugging() };
}


bool Host::writable_directory(std::filesystem::path const &path)
{
	return ::access(path.c_str(), W_OK | X_OK) == 0;
}
