/*
 * \brief  Numbers that a component counts in its log
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <bench/driver/progress.h>

using namespace Bench;


bool Progress::_evaluate(Log_line const &line)
{
	std::smatch match { };
	if (line.label != _label || !std::regex_match(line.text, match, _pattern))
		return false;

	_last = std::stoull(match[1]);
	return true;
}


void Progress::_next()
{
	while (!_evaluate(_system.line()));
}


void Progress::advance(unsigned numbers)
{
	while (auto const line = _system.pending_line())
		_evaluate(*line);

	for (unsigned i = 0; i < numbers; i++)
		_next();
}


void Progress::step_back()
{
	/* lines written before the component was brought back may still arrive */
	uint64_t before = 0;
	do {
		before = _last;
		_next();
	} while (_last > before);
}
