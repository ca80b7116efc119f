/*
 * \brief  Session that is open during the lifetime of an object
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__CONNECTION_H_
#define _INCLUDE__BASE__CONNECTION_H_

#include <base/capability.h>
#include <base/env.h>
#include <base/log.h>
#include <base/snprintf.h>
#include <parent/parent.h>
#include <util/noncopyable.h>
#include <util/retry.h>

namespace Genode { template <typename> class Connection; }


/**
 * Connection to a service
 *
 * The session is closed on destruction. Connection classes of the various
 * services inherit this class and the client class of the session interface.
 */
template <typename SESSION_TYPE>
class Genode::Connection : public Noncopyable
{
	public:

		/** What happens to the session at the destruction of the object */
		enum On_destruction { CLOSE = false, KEEP_OPEN = true };

	private:

		enum { FORMAT_STRING_SIZE = Parent::Session_args::MAX_SIZE };

		Parent                  &_parent;
		Capability<SESSION_TYPE> _cap;
		On_destruction           _on_destruction = CLOSE;

		static Capability<SESSION_TYPE> _session(Parent &parent, Affinity const &affinity,
		                                         char const *format, va_list list)
		{
			char buf[FORMAT_STRING_SIZE];

			String_console console(buf, FORMAT_STRING_SIZE);
			console.vprintf(format, list);

			return parent.session<SESSION_TYPE>(buf, affinity);
		}

	public:

		/**
		 * Constructor
		 *
		 * \param cap  session, typically the result of 'session'
		 * \param od   whether the session is closed along with the connection
		 */
		Connection(Env &env, Capability<SESSION_TYPE> cap, On_destruction od = CLOSE)
		: _parent(env.parent()), _cap(cap), _on_destruction(od) { }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the environment
		 */
		Connection(Capability<SESSION_TYPE> cap, On_destruction od = CLOSE)
		: _parent(*Genode::env()->parent()), _cap(cap), _on_destruction(od) { }

		~Connection()
		{
			if (_on_destruction == CLOSE)
				_parent.close(_cap);
		}

		/** Return capability of the session */
		Capability<SESSION_TYPE> cap() const { return _cap; }

		void on_destruction(On_destruction od) { _on_destruction = od; }

		/**
		 * Request session, with arguments given as format string
		 */
		static Capability<SESSION_TYPE> session(Parent &parent, const char *format, ...)
		{
			va_list list;
			va_start(list, format);
			Deferred_end const end { list };
			return _session(parent, Affinity(), format, list);
		}

		static Capability<SESSION_TYPE> session(Parent &parent, Affinity const &affinity,
		                                        const char *format, ...)
		{
			va_list list;
			va_start(list, format);
			Deferred_end const end { list };
			return _session(parent, affinity, format, list);
		}

		/**
		 * Request session
		 *
		 * \noapi
		 * \deprecated  use the variant that takes the parent
		 */
		static Capability<SESSION_TYPE> session(const char *format, ...)
		{
			va_list list;
			va_start(list, format);
			Deferred_end const end { list };
			return _session(*Genode::env()->parent(), Affinity(), format, list);
		}

		static Capability<SESSION_TYPE> session(Affinity const &affinity, const char *format, ...)
		{
			va_list list;
			va_start(list, format);
			Deferred_end const end { list };
			return _session(*Genode::env()->parent(), affinity, format, list);
		}

		/**
		 * Donate memory to the session
		 *
		 * \param bytes  amount, taken from the quota of the component
		 *
		 * \throw Parent::Quota_exceeded
		 */
		void upgrade_ram(size_t bytes)
		{
			char buf[64];
			snprintf(buf, sizeof(buf), "ram_quota=%lu", (unsigned long)bytes);
			_parent.upgrade(_cap, buf);
		}

	private:

		/* a request may throw */
		struct Deferred_end
		{
			va_list &list;
			~Deferred_end() { va_end(list); }
		};
};

#endif /* _INCLUDE__BASE__CONNECTION_H_ */
