/*
 * \brief  Premature end of the benchmarks
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/interruption.h>

using namespace Bench;


Interruption::Watch::Watch(Interruption &interruption, Piped_program &program)
:
	_interruption(interruption)
{
	std::lock_guard const guard(_interruption._mutex);

	if (_interruption._requested)
		throw Requested();

	_interruption._program = &program;
}


Interruption::Watch::~Watch()
{
	std::lock_guard const guard(_interruption._mutex);
	_interruption._program = nullptr;
}


void Interruption::request()
{
	std::lock_guard const guard(_mutex);

	_requested = true;
	if (_program)
		_program->terminate();
}


bool Interruption::requested()
{
	std::lock_guard const guard(_mutex);
	return _requested;
}
