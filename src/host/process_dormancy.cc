/*
 * \brief  Protection of the memory of a process that is not written anymore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <sys/mman.h>
#include <sys/syscall.h>

#include <host/process.h>
#include <host/system_error.h>

using namespace Host;


namespace {

	Agent::Command protection_command(Dormancy::Range range, uint64_t protection)
	{
		return { .number = SYS_mprotect,
		         .arg    = { range.addr, range.size, protection },
		         .pad    = 0 };
	}
}


void Process::admit_write(uint64_t addr)
{
	std::lock_guard const guard(_queue_mutex);
	_refused_writes.push_back(addr);
}


/*
 * A search of the parts before their protection changes does no harm
 */
void Process::_wake(std::span<uint64_t const> addresses)
{
	std::vector<Entry> entries;
	{
		std::lock_guard const guard(_writes_mutex);

		for (uint64_t const addr : addresses)
			if (auto const range = _dormancy.wake(addr))
				entries.push_back({ protection_command(*range, PROT_READ | PROT_WRITE), nullptr, { } });

		/* no search has looked at these parts, so they may have pages without protection */
		if (!entries.empty())
			_known_writes.forget();
	}
	_execute(entries);
}


/*
 * What stays of a part when the other one goes must not stay protected
 */
void Process::_wake_cut(std::span<Entry const> entries)
{
	std::vector<uint64_t> addresses;
	{
		std::lock_guard const guard(_writes_mutex);

		for (Entry const &entry : entries)
			if (entry.change)
				for (uint64_t const addr : _dormancy.cut(entry.change->addr, entry.change->size))
					addresses.push_back(addr);
	}
	_wake(addresses);
}


/*
 * Something may have been written between the last search and the protection.
 * After this, nothing is until the part awakes.
 */
void Process::_note_dormant(Dormancy::Range range)
{
	auto lost = [&] (uint64_t addr, uint64_t size) {
		_writeable.for_each(addr, size, [&] (uint64_t offset, uint64_t size) {
			_env.tracking->lost(offset, size); }); };

	_dormancy.rest(range);

	try { _tracker->report(range.addr, range.size, lost); }
	catch (System_error const &) { lost(range.addr, range.size); }
}


void Process::_unprotect(Dormancy::Range range)
{
	Agent::Command const command = protection_command(range, PROT_READ | PROT_WRITE);

	Agent::Result const result = _agent.execute({ &command, 1 });

	if (result.outcome == Agent::Outcome::FAILED)
		kill_refused(-result.value);
}


void Process::rest_unwritten()
{
	std::lock_guard const flush_guard(_flush_mutex);
	std::lock_guard const guard(_writes_mutex);

	if (!_tracker || _killed)
		return;

	/* what was not searched may be written again and again nevertheless */
	if (_known_writes.repeated())
		_known_writes.for_each_range([&] (Known_writes::Range const &range) {
			Dormancy::Record(_dormancy, range.addr).written(range.addr, range.size); });

	Dormancy::Ranges const ranges = _dormancy.next_checkpoint();
	if (ranges.empty())
		return;

	Agent::Command commands[Dormancy::MAX_RESTING];

	for (size_t i = 0; i < ranges.size(); i++)
		commands[i] = protection_command(ranges[i], PROT_READ);

	Agent::Result const result = _agent.execute(std::span(commands).first(ranges.size()));

	for (unsigned i = 0; i < result.executed; i++)
		_note_dormant(ranges[i]);

	/* the host may refuse to divide the address space further, amid a range */
	if (result.outcome == Agent::Outcome::FAILED)
		_unprotect(ranges[result.executed]);
}


size_t Process::dormant_parts()
{
	std::lock_guard const guard(_writes_mutex);
	return _dormancy.num_dormant();
}
