/*
 * \brief  Processes of components that are restored
 *
 * A component that runs keeps its process if possible: what is mapped there,
 * and what the host knows about writes, need not come about anew. Otherwise, it
 * gets a fresh one.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <host/page_copy.h>
#include <rtcr/reconstruction.h>

using namespace Rtcr;
using State = Pd::State;


/*
 * Return true if a thread would run with the share of CPU time that it had
 */
static bool scheduling_suits(Core::Pd_session_component const &pd, Host::Process &process,
                             Thread const &captured)
{
	Core::Thread_attributes const wanted { .location = captured.location, .weight = captured.weight };

	for (Core::Cpu_thread_component const * const thread : pd.threads())
		if (thread->thread().index() == captured.index)
			return thread->attributes() == wanted;

	/* the thread is gone, its place may be that of another one on its way out */
	return !pd.task().index_used(captured.index)
	    && process.niceness(captured.index) == Host::MIN_NICENESS;
}


bool Reconstruction::process_suits(Index index) const
{
	Core::Pd_session_component const * const pd = pds[index];

	if (!pd || snapshot.pds[index].state != State::RUNNING
	 || !identical(pd->task(), snapshot.pds[index].task_id) || !set.contains(*pd))
		return false;

	Host::Process * const process = pd->task().process();

	if (!process || process->dead())
		return false;

	size_t count = 0;
	for (Thread const &thread : snapshot.threads) {

		if (thread.pd != index)
			continue;

		if (!scheduling_suits(*pd, *process, thread))
			return false;

		count += thread.has_carrier();
	}
	return pd->places_suffice(count);
}


/*
 * Processes that were to be kept may have gone while the lock was released
 */
void Reconstruction::_complete_processes()
{
	for (Index i = 0; i < pds.size(); i++)
		if (snapshot.pds[i].state == State::RUNNING && !preparation.processes[i] && !process_suits(i))
			preparation.processes[i] = system.pool().take();
}


/*
 * Return UTCB of a thread that goes back to an operation or a wait of its own,
 * empty if it goes back to anything else
 */
std::span<uint8_t const> Reconstruction::_next_utcb(Core::Pd_session_component const &pd,
                                                    Kernel::Thread const &thread) const
{
	for (Thread const &captured : snapshot.threads)
		if (pds[captured.pd] == &pd && captured.index == thread.index())
			return identical(thread, captured.id) && captured.has_carrier()
			    && captured.carrier.resume == Host::Abi::Resume::SAVED
			    && captured.name == thread.name()
			    && !captured.single_step && !thread.single_stepped()
			     ? std::span<uint8_t const>(captured.utcb) : std::span<uint8_t const>();

	return { };
}


/*
 * The content of dataspaces comes back at the same time
 */
void Reconstruction::_stop_threads()
{
	auto kept = [&] (Core::Pd_session_component const &pd) {

		auto const it = std::ranges::find(pds, &pd);
		if (it == pds.end())
			return false;

		Index const index = Index(it - pds.begin());

		return snapshot.pds[index].state == State::RUNNING && !preparation.processes[index];
	};

	auto give_up = [&] (Core::Pd_session_component &pd) {

		/* what the process wrote is known and about to be undone */
		if (pd.task().process())
			pd.task().process()->forget_writes();

		pd.reset_process();
	};

	std::vector<Core::Pd_session_component *> stopping;

	for (Core::Pd_session_component * const pd : set.pds()) {
		if (kept(*pd) && pd->begin_reset_threads([&] (Kernel::Thread const &thread) {
		    	return _next_utcb(*pd, thread); }))
			stopping.push_back(pd);
		else
			give_up(*pd);
	}

	/* they do not need their memory meanwhile */
	std::vector<Host::Page_copy> copies;
	for (Index i = 0; i < ram_dataspaces.size(); i++)
		if (ram_dataspaces[i])
			preparation.memory[i].put_back(copies);

	Host::copy_pages(preparation.assistant, copies.size(), [&] (size_t i) { return copies[i]; });

	for (Core::Pd_session_component * const pd : stopping)
		if (!pd->finish_reset_threads())
			give_up(*pd);
}


void Reconstruction::_start_processes()
{
	for (Index i = 0; i < pds.size(); i++) {

		if (snapshot.pds[i].state == State::DEAD)
			pds[i]->kill_process();

		if (snapshot.pds[i].state != State::RUNNING || pds[i]->task().process())
			continue;

		/* the process that was to be kept did not obey */
		if (!preparation.processes[i]) {
			try { preparation.processes[i] = system.pool().take(); }
			catch (std::runtime_error const &error) {
				pds[i]->kill_process();
				report.notes.push_back("\"" + pds[i]->label() + "\" has no process: " + error.what());
				continue;
			}
		}
		pds[i]->create_process(std::move(preparation.processes[i]));
		started.emplace_back(pds[i]->task());
	}
}
