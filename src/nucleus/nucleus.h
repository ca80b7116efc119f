/*
 * \brief  Kernel, core, and engine put together
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _NUCLEUS__NUCLEUS_H_
#define _NUCLEUS__NUCLEUS_H_

#include <optional>

#include <control/server.h>
#include <core/init_domain.h>
#include <core/log_sink.h>
#include <core/pager.h>
#include <core/rom_fs.h>
#include <core/services.h>
#include <host/arena.h>
#include <host/console.h>
#include <host/process_pool.h>
#include <host/real_time.h>
#include <host/reaper.h>
#include <kernel/system.h>
#include <nucleus/controller.h>
#include <nucleus/options.h>
#include <rtcr/protections.h>

namespace Nucleus { class System; }


/**
 * A whole system, from its memory to the first component
 */
class Nucleus::System : private Core::Pd_events, private Kernel::Diagnostics
{
	private:

		Options const _options;

		/* before there are threads */
		std::vector<std::string> const _real_time_lacks { _options.real_time
			? Host::run_in_real_time() : std::vector<std::string> { } };

		Host::Console  _console { };
		Core::Log_sink _log { [this] (std::string const &text) { _console.write(text); } };

		Host::Arena  _arena;
		Host::Reaper _reaper { };
		Host::Memory _system_page;
		bool         _confined = false;   /* set while the pool is constructed */

		Host::Write_tracking _tracking;

		Host::Process_pool _pool;
		Kernel::System     _kernel { _pool };
		Core::Rom_fs       _rom_fs;
		Core::Pager        _pager    { _kernel, _log, *this };
		Core::Services     _services { _kernel, _arena, _rom_fs, _log, *this };

		std::optional<Core::Init_domain> _init { };

		/* protected by the kernel lock */
		bool _start_requested = false;
		bool _stop_requested  = false;
		bool _init_refused    = false;   /* the host has no room for init */

		Rtcr::Engine _engine;
		Controller   _controller { _kernel, _services, _engine, _log.history(),
		                           [this] { _request_start(); }, [this] { stop(); },
		                           [this] (auto const &labels) { _protections.restored(labels); } };

		Rtcr::Protections _protections { _kernel, _engine, _log, _controller };

		static std::filesystem::path _stub_path();

		Host::Process_environment _process_environment();

		std::unique_ptr<Core::Session> _create_rtcr_session(Core::Session_args const &);

		void _request_start();
		void _boot();

		/* Pd_events interface */
		bool pd_starts(Core::Pd_session_component &pd) override
		{
			return _controller.take_over(pd) || _engine.takes_over(pd.label());
		}

		void pd_lacks_quota(Core::Pd_session_component &) override;
		void pd_died(Core::Pd_session_component &, Death const &) override;
		void pd_faulted(Core::Pd_session_component &, std::string const &) override;
		void pd_ends(Core::Pd_session_component &) override { }

		/* Diagnostics interface */
		void diagnostic_output(Kernel::Task const &, std::string const &) override;

	public:

		/**
		 * Constructor
		 *
		 * \throw Host::System_error
		 * \throw Host::Arena::Out_of_memory
		 */
		explicit System(Options const &);

		~System();

		/**
		 * Boot and run until init exits or 'stop' is called
		 *
		 * \return  exit value of init, 0 if the system was stopped
		 *
		 * \throw Core::Init_domain::Start_failed
		 * \throw Control::Server::In_use
		 * \throw Host::System_error
		 */
		int run();

		/**
		 * Let 'run' return, can be called by any thread
		 */
		void stop();
};

#endif /* _NUCLEUS__NUCLEUS_H_ */
