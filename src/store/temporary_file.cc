/*
 * \brief  File that becomes visible when it is complete
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <store/temporary_file.h>

#include <system_error>

#include <store/snapshot_id.h>

using namespace Store;

static constexpr std::string_view PREFIX = ".recap-";
static constexpr std::string_view SUFFIX = ".part";


static std::filesystem::path fresh_path(std::filesystem::path const &directory)
{
	return directory / (std::string(PREFIX) + Snapshot_id::random().hex() + std::string(SUFFIX));
}


Temporary_file::Temporary_file(Fresh const &fresh)
:
	_path(fresh.path), _file(_path, Host::File::Mode::CREATE)
{ }


Temporary_file::Temporary_file(std::filesystem::path const &target)
:
	Temporary_file(Fresh { fresh_path(directory_of(target)) })
{
	for (;;) {
		_file.lock();

		/*
		 * Whoever looked for leftovers between the creation and the lock took
		 * the file for one.
		 */
		if (_file.linked())
			return;

		_path = fresh_path(directory_of(target));
		_file = Host::File(_path, Host::File::Mode::CREATE);
	}
}


Temporary_file::~Temporary_file()
{
	if (_published)
		return;

	/* a file that cannot be removed now is removed as leftover later */
	try { Host::unlink(_path); } catch (Host::System_error const &) { }
}


void Temporary_file::publish(std::filesystem::path const &target, Durability durability)
{
	bool const synced = durability == Durability::SYNCED;

	if (synced)
		_file.sync(Host::File::Sync::ALL);

	Host::rename(_path, target);
	_published = true;

	if (synced)
		Host::sync_directory(directory_of(target));
}


bool Temporary_file::valid_name(std::string_view name)
{
	if (name.size() != PREFIX.size() + Snapshot_id::HEX_DIGITS + SUFFIX.size()
	 || !name.starts_with(PREFIX) || !name.ends_with(SUFFIX))
		return false;

	auto const digits = name.substr(PREFIX.size(), Snapshot_id::HEX_DIGITS);

	return Snapshot_id::from_hex(digits).has_value();
}


std::filesystem::path Store::directory_of(std::filesystem::path const &path)
{
	return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}


/**
 * Remove 'path' unless its writer lives
 *
 * \return  true if it was removed
 */
static bool remove_leftover(std::filesystem::path const &path)
{
	try {
		Host::File file(path, Host::File::Mode::READ);

		if (!file.regular() || !file.try_lock())
			return false;

		Host::unlink(path);
		return true;

	} catch (Host::System_error const &error) {

		/* its writer has given it the final name or removed it meanwhile */
		if (error.condition() == std::errc::no_such_file_or_directory)
			return false;
		throw;
	}
}


std::size_t Store::remove_leftovers(std::filesystem::path const &directory)
{
	std::size_t removed = 0;

	for (std::string const &name : Host::directory_entries(directory))
		if (Temporary_file::valid_name(name) && remove_leftover(directory / name))
			removed++;

	return removed;
}
