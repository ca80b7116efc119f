/*
 * \brief  Properties of the standard streams, for Linux
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <host/terminal.h>

#include <unistd.h>


bool Host::error_stream_is_terminal() { return ::isatty(STDERR_FILENO); }


bool Host::streams_are_terminal() { return ::isatty(STDIN_FILENO) && ::isatty(STDOUT_FILENO); }
