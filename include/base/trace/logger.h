/*
 * \brief  Record of the events of one thread
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__TRACE__LOGGER_H_
#define _INCLUDE__BASE__TRACE__LOGGER_H_

#include <base/trace/buffer.h>
#include <base/trace/policy.h>
#include <cpu_session/cpu_session.h>

namespace Genode { namespace Trace {

	class Control;
	class Logger;
} }


/**
 * Record of events, disabled for good because core does not trace
 */
class Genode::Trace::Logger
{
	private:

		bool _pending = false;

	public:

		bool is_initialized() { return false; }

		bool is_init_pending()      { return _pending; }
		void init_pending(bool val) { _pending = val; }

		void init(Thread_capability, Cpu_session *, Control *) { }

		void log(char const *, size_t) { }

		template <typename EVENT>
		void log(EVENT const *) { }
};

#endif /* _INCLUDE__BASE__TRACE__LOGGER_H_ */
