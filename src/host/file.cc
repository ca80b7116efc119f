/*
 * \brief  Files, file mappings, directories, and random bytes of the host, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/file.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Host;


namespace {

	constexpr mode_t OWNER_FILE      = 0600;
	constexpr mode_t OWNER_DIRECTORY = 0700;

	/**
	 * Call 'fn' until no signal interrupts it, report failure as exception
	 */
	template <typename FN>
	auto checked(char const *operation, std::filesystem::path const &path, FN const &fn)
	{
		for (;;) {
			auto const result = fn();

			if (result >= 0)
				return result;

			if (errno != EINTR)
				throw System_error(operation, path, errno);
		}
	}

	int opened(std::filesystem::path const &path, File::Mode mode)
	{
		auto open_file = [&] (char const *operation, int flags) {
			return checked(operation, path, [&] {
				return ::open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY, OWNER_FILE); }); };

		switch (mode) {
		case File::Mode::READ:       return open_file("open",   O_RDONLY | O_NONBLOCK);
		case File::Mode::READ_WRITE: return open_file("open",   O_RDWR);
		case File::Mode::CREATE:     return open_file("create", O_RDWR | O_CREAT | O_EXCL);
		}
		throw System_error("open", path, EINVAL);
	}

	struct stat status(File const &file)
	{
		struct stat result { };
		checked("examine", file.path(), [&] { return ::fstat(file.descriptor(), &result); });
		return result;
	}

	struct Directory_closer
	{
		void operator () (DIR *directory) const { ::closedir(directory); }
	};
}


/**********
 ** File **
 **********/

File::File(int descriptor, std::filesystem::path path)
:
	_descriptor(descriptor), _path(std::move(path))
{ }


File::File(std::filesystem::path const &path, Mode mode)
:
	File(opened(path, mode), path)
{ }


File File::adopted(int descriptor, std::string const &name)
{
	return File(descriptor, name);
}


File File::anonymous(std::string const &name)
{
	return File(checked("create", name, [&] {
		return ::memfd_create(name.c_str(), MFD_CLOEXEC | MFD_ALLOW_SEALING); }), name);
}


File File::duplicate() const { return duplicate(_path.string()); }


File File::duplicate(std::string const &name) const
{
	int const descriptor = ::fcntl(_descriptor, F_DUPFD_CLOEXEC, 0);
	if (descriptor < 0)
		throw System_error("duplicate", _path, errno);

	return File(descriptor, name);
}


File::File(File &&other) noexcept
:
	_descriptor(std::exchange(other._descriptor, -1)), _path(std::move(other._path))
{ }


File &File::operator = (File &&other) noexcept
{
	std::swap(_descriptor, other._descriptor);
	std::swap(_path,       other._path);
	return *this;
}


File::~File()
{
	if (_descriptor >= 0)
		::close(_descriptor);
}


std::uint64_t File::size() const
{
	return static_cast<std::uint64_t>(status(*this).st_size);
}


File::Identity File::identity() const
{
	constexpr std::int64_t NS_PER_S = 1'000'000'000;

	struct stat const info = status(*this);

	return { .device      = info.st_dev,
	         .inode       = info.st_ino,
	         .size        = static_cast<std::uint64_t>(info.st_size),
	         .modified_ns = info.st_mtim.tv_sec*NS_PER_S + info.st_mtim.tv_nsec };
}


bool File::regular() const { return S_ISREG(status(*this).st_mode); }


bool File::linked() const { return status(*this).st_nlink > 0; }


std::size_t File::pread_all(std::span<std::byte> destination, std::uint64_t offset) const
{
	std::size_t done = 0;

	while (done < destination.size()) {

		auto const rest  = destination.subspan(done);
		auto const count = checked("read", _path, [&] {
			return ::pread(_descriptor, rest.data(), rest.size(),
			               static_cast<off_t>(offset + done)); });
		if (count == 0)
			break;

		done += static_cast<std::size_t>(count);
	}
	return done;
}


void File::pwrite_all(std::span<std::byte const> source, std::uint64_t offset)
{
	while (!source.empty()) {

		auto const count = checked("write", _path, [&] {
			return ::pwrite(_descriptor, source.data(), source.size(),
			                static_cast<off_t>(offset)); });

		source  = source.subspan(static_cast<std::size_t>(count));
		offset += static_cast<std::uint64_t>(count);
	}
}


void File::truncate(std::uint64_t size)
{
	checked("resize", _path, [&] {
		return ::ftruncate(_descriptor, static_cast<off_t>(size)); });
}


void File::sync(Sync what)
{
	checked("sync", _path, [&] {
		return what == Sync::ALL ? ::fsync(_descriptor) : ::fdatasync(_descriptor); });
}


void File::lock()
{
	checked("lock", _path, [&] { return ::flock(_descriptor, LOCK_EX); });
}


bool File::try_lock()
{
	try {
		checked("lock", _path, [&] { return ::flock(_descriptor, LOCK_EX | LOCK_NB); });
		return true;

	} catch (System_error const &error) {
		if (error.number() == EWOULDBLOCK)
			return false;
		throw;
	}
}


/******************
 ** File_mapping **
 ******************/

File_mapping::File_mapping(File const &file, std::size_t size)
:
	_base(nullptr), _size(size)
{
	if (!_size)
		return;

	/* a sealed file of an older host cannot be mapped as shared */
	void * const base = ::mmap(nullptr, _size, PROT_READ, MAP_PRIVATE, file.descriptor(), 0);
	if (base == MAP_FAILED)
		throw System_error("map", file.path(), errno);

	_base = base;
}


File_mapping::File_mapping(File_mapping &&other) noexcept
:
	_base(std::exchange(other._base, nullptr)), _size(std::exchange(other._size, 0))
{ }


File_mapping::~File_mapping()
{
	if (_base)
		::munmap(_base, _size);
}


void Host::report_size_limit() { ::signal(SIGXFSZ, SIG_IGN); }


/*****************
 ** Directories **
 *****************/

void Host::rename(std::filesystem::path const &from, std::filesystem::path const &to)
{
	checked("rename", from, [&] { return ::rename(from.c_str(), to.c_str()); });
}


void Host::unlink(std::filesystem::path const &path)
{
	checked("remove", path, [&] { return ::unlink(path.c_str()); });
}


bool Host::create_directory(std::filesystem::path const &path)
{
	try {
		checked("create", path, [&] { return ::mkdir(path.c_str(), OWNER_DIRECTORY); });
		return true;

	} catch (System_error const &error) {
		std::error_code ignored { };
		if (error.number() == EEXIST && std::filesystem::is_directory(path, ignored))
			return false;
		throw;
	}
}


void Host::sync_directory(std::filesystem::path const &path)
{
	File directory(path, File::Mode::READ);
	directory.sync(File::Sync::ALL);
}


std::vector<std::string> Host::directory_entries(std::filesystem::path const &path)
{
	std::unique_ptr<DIR, Directory_closer> const directory(::opendir(path.c_str()));
	if (!directory)
		throw System_error("list", path, errno);

	std::vector<std::string> names;

	for (;;) {
		errno = 0;
		auto const * const entry = ::readdir(directory.get());
		if (!entry)
			break;

		std::string name(entry->d_name);
		if (name != "." && name != "..")
			names.push_back(std::move(name));
	}
	if (errno)
		throw System_error("list", path, errno);

	std::ranges::sort(names);
	return names;
}


/******************
 ** Random bytes **
 ******************/

void Host::random_bytes(std::span<std::byte> destination)
{
	while (!destination.empty()) {

		auto const count = checked("obtain", "random bytes", [&] {
			return ::getrandom(destination.data(), destination.size(), 0); });

		destination = destination.subspan(static_cast<std::size_t>(count));
	}
}
