/*
 * \brief  Notification of a parent about the readiness of a program, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/ready_pipe.h>

#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

using namespace Host;


Ready_pipe::Ends Ready_pipe::_create()
{
	int ends[2] { };
	if (::pipe2(ends, O_CLOEXEC) < 0)
		throw System_error("create", "pipe", errno);

	return { ends[0], ends[1] };
}


Ready_pipe::Ready_pipe(Ends ends)
:
	_read_end(File::adopted(ends.read, "pipe")), _write_end(File::adopted(ends.write, "pipe"))
{ }


bool Ready_pipe::wait()
{
	/* otherwise, the end of the program would not be seen */
	_write_end.reset();

	for (;;) {
		char byte = 0;
		auto const count = ::read(_read_end.descriptor(), &byte, 1);

		if (count >= 0)
			return count == 1;

		if (errno != EINTR)
			throw System_error("read from", _read_end.path(), errno);
	}
}


Ready_signal::Ready_signal(int descriptor)
{
	if (::fcntl(descriptor, F_SETFD, FD_CLOEXEC) < 0)
		throw System_error("use", "descriptor " + std::to_string(descriptor), errno);

	_file = File::adopted(descriptor, "pipe to parent");
}


void Ready_signal::give()
{
	if (!_file)
		return;

	/* a parent that is gone does not care */
	char const byte = 1;
	while (::write(_file->descriptor(), &byte, 1) < 0 && errno == EINTR);

	_file.reset();
}
