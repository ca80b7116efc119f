/*
 * \brief  Tracking of writes by the MMU: userfaultfd and PAGEMAP_SCAN of Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <host/abi.h>
#include <host/child_process.h>
#include <host/userfaultfd_tracker.h>

using namespace Host;


/*
 * What the headers of older systems lack, from the documentation of Linux
 */
namespace {

	constexpr uint64_t FEATURE_WP_SHARED_MEMORY = 1u << 12;   /* UFFD_FEATURE_WP_HUGETLBFS_SHMEM */
	constexpr uint64_t FEATURE_WP_ASYNC         = 1u << 15;

	constexpr uint64_t PAGE_WRITTEN = 1u << 1;                /* PAGE_IS_WRITTEN */

	constexpr uint64_t SCAN_PROTECT = 1u << 0;                /* PM_SCAN_WP_MATCHING */

	/** layout of 'struct pm_scan_arg' */
	struct Scan
	{
		uint64_t size, flags, start, end, walk_end, vec, vec_len, max_pages,
		         category_inverted, category_mask, category_anyof_mask, return_mask;
	};

	constexpr unsigned long SCAN_REQUEST = _IOWR('f', 16, Scan);

	/** layout of 'struct page_region' */
	struct Page_range { uint64_t start, end, categories; };

	constexpr size_t MIN_RANGES = 32, MAX_RANGES = 512;   /* of one scan */

	/*
	 * The host obtains memory for as many ranges as it is asked for. There are
	 * hardly ever more than these in so many pages.
	 */
	size_t expected_ranges(uint64_t size)
	{
		return std::clamp(size_t(size/Abi::PAGE_SIZE/16), MIN_RANGES, MAX_RANGES);
	}

	bool enable(File const &userfaultfd)
	{
		uffdio_api api { .api      = UFFD_API,
		                 .features = FEATURE_WP_SHARED_MEMORY | FEATURE_WP_ASYNC,
		                 .ioctls   = 0 };

		return ioctl(userfaultfd.descriptor(), UFFDIO_API, &api) == 0;
	}

	/*
	 * \return  false if the range cannot be tracked
	 */
	bool include(File const &userfaultfd, uint64_t addr, uint64_t size)
	{
		uffdio_register range { .range  = { addr, size },
		                        .mode   = UFFDIO_REGISTER_MODE_WP,
		                        .ioctls = 0 };

		return ioctl(userfaultfd.descriptor(), UFFDIO_REGISTER, &range) == 0;
	}

	/*
	 * The kernel area is never tracked, so the request fails for another
	 * reason if the address space exists
	 */
	bool address_space_exists(File const &userfaultfd)
	{
		uffdio_writeprotect request { .range = { Kernel::Abi::KERNEL_AREA, Abi::PAGE_SIZE },
		                              .mode  = 0 };

		return ioctl(userfaultfd.descriptor(), UFFDIO_WRITEPROTECT, &request) == 0
		    || errno != ESRCH;
	}

	int scan(File const &page_map, Scan &scan)
	{
		for (;;) {
			int const count = ioctl(page_map.descriptor(), SCAN_REQUEST, &scan);
			if (count >= 0 || errno != EINTR)
				return count;
		}
	}

	/*
	 * Request to find the written pages of a range
	 *
	 * \param protect  let them count as not written from then on
	 */
	Scan scan_of_written(uint64_t addr, uint64_t size, bool protect, std::span<Page_range> ranges)
	{
		Scan request { };

		request.size          = sizeof(request);
		request.flags         = protect ? SCAN_PROTECT : 0;
		request.start         = addr;
		request.end           = addr + size;
		request.vec           = uint64_t(ranges.data());
		request.vec_len       = ranges.size();
		request.category_mask = PAGE_WRITTEN;
		request.return_mask   = PAGE_WRITTEN;
		return request;
	}

	File opened_page_map(std::string const &pid)
	{
		return File("/proc/" + pid + "/pagemap", File::Mode::READ);
	}
}


Userfaultfd_tracker::Userfaultfd_tracker(File &&userfaultfd, File &&page_map)
:
	_userfaultfd(std::move(userfaultfd)), _page_map(std::move(page_map))
{ }


std::unique_ptr<Write_tracker> Userfaultfd_tracker::create(int pid, int pidfd, int descriptor)
{
	int const fd = int(syscall(SYS_pidfd_getfd, pidfd, descriptor, 0));
	if (fd < 0)
		return nullptr;

	File userfaultfd = File::adopted(fd, "userfaultfd");

	if (!enable(userfaultfd))
		return nullptr;

	try {
		return std::unique_ptr<Write_tracker>(
			new Userfaultfd_tracker(std::move(userfaultfd), opened_page_map(std::to_string(pid))));
	} catch (System_error const &) { return nullptr; }
}


void Userfaultfd_tracker::mapped(uint64_t addr, uint64_t size)
{
	/* the process may be gone, or have given up the mapping by now */
	if (!include(_userfaultfd, addr, size) && errno != ESRCH && errno != EINVAL)
		throw System_error("track writes to memory", "", errno);
}


bool Userfaultfd_tracker::renews(Renewal renewal) const
{
	return renewal == Renewal::FULL || (renewal == Renewal::LAZY && _policy.due());
}


void Userfaultfd_tracker::begin_report(Renewal renewal)
{
	_renew = renews(renewal);
	_final = renewal != Renewal::NONE;
	_bytes = 0;
}


void Userfaultfd_tracker::repeat_report() { _policy.reported(_bytes/Abi::PAGE_SIZE); }


void Userfaultfd_tracker::report(uint64_t addr, uint64_t size, Range_fn const &fn)
{
	std::array<Page_range, MAX_RANGES> ranges;

	Scan request = scan_of_written(addr, size, _renew, std::span(ranges).first(expected_ranges(size)));

	uint64_t bytes = 0;

	while (request.start < request.end) {

		int const count = scan(_page_map, request);
		if (count < 0)
			throw System_error("find written pages", _page_map.path(), errno);

		for (Page_range const &range : std::span(ranges).first(size_t(count))) {
			fn(range.start, range.end - range.start);
			bytes += range.end - range.start;
		}
		request.start = request.walk_end;
	}
	_bytes += bytes;
}


void Userfaultfd_tracker::end_report()
{
	if (_renew)
		_policy.renewed();
	else if (_final)
		_policy.reported(_bytes/Abi::PAGE_SIZE);

	/* what is left of the address space of a process that is being killed tells nothing */
	if (!address_space_exists(_userfaultfd))
		throw System_error("find written pages", _page_map.path(), ESRCH);
}


/***********
 ** Probe **
 ***********/

namespace {

	/** Shared memory of some pages */
	class Sample
	{
		private:

			size_t const _size;
			void * const _base = mmap(nullptr, _size, PROT_READ | PROT_WRITE,
			                          MAP_SHARED | MAP_ANONYMOUS, -1, 0);

			Sample(Sample const &) = delete;
			Sample &operator = (Sample const &) = delete;

		public:

			explicit Sample(unsigned pages) : _size(pages*Abi::PAGE_SIZE) { }
			~Sample() { if (valid()) munmap(_base, _size); }

			bool     valid() const { return _base != MAP_FAILED; }
			uint64_t addr()  const { return uint64_t(_base); }
			size_t   size()  const { return _size; }

			void write(unsigned page)
			{
				static_cast<char volatile *>(_base)[page*Abi::PAGE_SIZE] = 1;
			}

			void copy(unsigned page, char *to) const
			{
				memcpy(to, static_cast<char *>(_base) + page*Abi::PAGE_SIZE, Abi::PAGE_SIZE);
			}
	};

	/*
	 * \return  nothing if the host does not permit to track the memory
	 */
	std::optional<File> tracked(Sample const &sample)
	{
		int const fd = int(syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK | UFFD_USER_MODE_ONLY));
		if (fd < 0)
			return { };

		File userfaultfd = File::adopted(fd, "userfaultfd");

		if (!sample.valid() || !enable(userfaultfd)
		 || !include(userfaultfd, sample.addr(), sample.size()))
			return { };

		return userfaultfd;
	}

	/* the shortest of some attempts is the one that nobody disturbed */
	double shortest_time(auto const &prepare, auto const &fn)
	{
		using Clock = std::chrono::steady_clock;

		constexpr unsigned ATTEMPTS = 4;

		double result = 0;
		for (unsigned i = 0; i < ATTEMPTS; i++) {
			prepare();
			auto   const start = Clock::now();
			fn();
			double const time = std::chrono::duration<double>(Clock::now() - start).count();
			result = i ? std::min(result, time) : time;
		}
		return result;
	}

	unsigned measured_fault_cost()
	{
		constexpr unsigned PAGES = 32, MAX_COST = 128;

		Sample              sample(PAGES);
		std::optional<File> userfaultfd = tracked(sample);
		if (!userfaultfd)
			return Renewal_policy::USUAL_FAULT_COST;

		File const page_map = opened_page_map("self");

		auto write = [&] { for (unsigned i = 0; i < PAGES; i++) sample.write(i); };

		auto protect = [&] {
			std::array<Page_range, PAGES> ranges;

			Scan request = scan_of_written(sample.addr(), sample.size(), true, ranges);
			(void)scan(page_map, request);
		};

		std::vector<char> copies(sample.size());

		auto copy = [&] {
			for (unsigned i = 0; i < PAGES; i++)
				sample.copy(i, copies.data() + i*Abi::PAGE_SIZE); };

		write();
		double const faults = shortest_time(protect, write);
		double const copied = shortest_time([] { }, copy);

		return unsigned(std::clamp(faults/copied, 1.0, double(MAX_COST)));
	}
}


unsigned Userfaultfd_tracker::fault_cost()
{
	static unsigned const cost = [] {
		try { return measured_fault_cost(); }
		catch (System_error const &) { return Renewal_policy::USUAL_FAULT_COST; }
	} ();

	return cost;
}


bool Userfaultfd_tracker::supported()
{
	/* descriptors of other processes are fetched by these */
	if (!Child_process::descriptors_supported())
		return false;

	Sample              sample(2);
	std::optional<File> userfaultfd = tracked(sample);
	if (!userfaultfd)
		return false;

	try {
		Userfaultfd_tracker tracker(std::move(*userfaultfd), opened_page_map("self"));

		auto written = [&] {
			uint64_t start = 0, size = 0;
			tracker.begin_report(Renewal::FULL);
			tracker.report(sample.addr(), sample.size(), [&] (uint64_t addr, uint64_t bytes) {
				start = size ? start : addr - sample.addr();
				size += bytes; });
			tracker.end_report();
			return std::pair(start, size);
		};

		sample.write(0);
		sample.write(1);
		if (written().second != sample.size() || written().second != 0)
			return false;

		sample.write(1);
		return written() == std::pair(Abi::PAGE_SIZE, Abi::PAGE_SIZE);

	} catch (System_error const &) { return false; }
}
