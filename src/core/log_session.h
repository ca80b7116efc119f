/*
 * \brief  LOG service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__LOG_SESSION_H_
#define _CORE__LOG_SESSION_H_

#include <core/log_sink.h>
#include <core/rpc_component.h>
#include <core/session.h>
#include <log_session/log_session.h>

namespace Core { class Log_session_component; }


/**
 * Output of a component, each line is preceded by the label of the session
 */
class Core::Log_session_component final
:
	public Core::Session,
	public Rpc_component<Genode::Log_session, Log_session_component>
{
	private:

		/* a longer line is broken */
		static constexpr size_t MAX_LINE = 4096;

		Log_sink   &_sink;
		std::string _line { };

	public:

		enum { OVERHEAD = 4096 };

		Log_session_component(Kernel::System &system, Session_registry &registry,
		                      Session_args const &args, Log_sink &sink)
		:
			Core::Session(registry, args, OVERHEAD), Rpc_component(system, "log_session"),
			_sink(sink)
		{ }

		Kernel::Object &session_object() const override { return kernel_object(); }

		/** Return the beginning of a line that is not complete yet */
		std::string const &incomplete_line() const { return _line; }

		void incomplete_line(std::string const &line) { _line = line.substr(0, MAX_LINE); }

		/** Log_session interface */
		Genode::size_t write(String const &string) override;
};

#endif /* _CORE__LOG_SESSION_H_ */
