/*
 * \brief  Framing of log lines
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/log.h>

using namespace Genode;


static char const *end_of_line() { return "\033[0m\n"; }


void Log::_acquire(Type type)
{
	_lock.lock();

	switch (type) {
	case LOG:     break;
	case WARNING: _output.out_string("\033[34mWarning: "); break;
	case ERROR:   _output.out_string("\033[31mError: ");   break;
	}
}


void Log::_release()
{
	_output.out_string(end_of_line());
	_lock.unlock();
}


void Raw::_acquire() { _output().out_string("\033[32mKernel: "); }


void Raw::_release() { _output().out_string(end_of_line()); }
