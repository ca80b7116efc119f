/*
 * \brief  Plain writing of a file
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/host/file_write.h>

#include <bench/host/duration.h>
#include <host/file.h>


double Bench::us_of_file_write(std::filesystem::path const &path, std::span<std::byte const> content)
{
	double const us = us_of([&] {
		Host::File file(path, Host::File::Mode::CREATE);
		file.pwrite_all(content, 0);
		file.sync(Host::File::Sync::ALL);
	});

	Host::unlink(path);
	return us;
}
