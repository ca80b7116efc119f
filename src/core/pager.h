/*
 * \brief  Handling of exceptions that threads raise
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__PAGER_H_
#define _CORE__PAGER_H_

#include <core/log_sink.h>
#include <core/pd_session.h>
#include <kernel/system.h>

namespace Core { class Pager; }


class Core::Pager : public Kernel::Fault_handler
{
	private:

		Kernel::System &_system;
		Log_sink       &_log;
		Pd_events      &_events;

		static Genode::Region_map::State _fault_state(Host::Fault const &, uint64_t addr);

		enum class Content { PRESENT, PENDING, LOST };

		Content _content(Dataspace_component &, uint64_t offset, Kernel::Thread &);
		bool _resolve_page_fault(Kernel::Thread &, Cpu_thread_component &, Host::Fault const &);
		static std::string _description(Kernel::Thread const &, Host::Fault const &);

	public:

		Pager(Kernel::System &system, Log_sink &log, Pd_events &events)
		: _system(system), _log(log), _events(events) { }

		bool handle_fault(Kernel::Thread &, Host::Fault const &) override;
};

#endif /* _CORE__PAGER_H_ */
