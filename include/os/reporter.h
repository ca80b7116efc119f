/*
 * \brief  Report of the state of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__REPORTER_H_
#define _INCLUDE__OS__REPORTER_H_

#include <base/attached_dataspace.h>
#include <base/env.h>
#include <os/attached_ram_dataspace.h>
#include <report_session/connection.h>
#include <util/noncopyable.h>
#include <util/retry.h>
#include <util/string.h>
#include <util/volatile_object.h>
#include <util/xml_generator.h>

namespace Genode { class Reporter; }


/**
 * Sender of reports, opens a session when it is enabled
 */
class Genode::Reporter : Noncopyable
{
	public:

		typedef String<100> Name;

	private:

		/* null for the deprecated way without environment */
		Env * const _env = nullptr;

		Name   const _xml_name;
		Name   const _label;
		size_t const _buffer_size;

		struct Connection
		{
			Lazy_volatile_object<Report::Connection> report { };
			Lazy_volatile_object<Attached_dataspace> ds     { };

			Connection(Env *env, char const *label, size_t buffer_size)
			{
				if (env) {
					report.construct(*env, label, buffer_size);
					ds.construct(env->rm(), report->dataspace());
				} else {
					report.construct(label, buffer_size);
					ds.construct(report->dataspace());
				}
			}

			~Connection()
			{
				/* the dataspace vanishes along with the session */
				ds.destruct();
				report.destruct();
			}
		};

		Lazy_volatile_object<Connection> _conn { };

		size_t _size() const { return enabled() ? _conn->ds->size() : 0; }

		char *_base() { return enabled() ? _conn->ds->local_addr<char>() : nullptr; }

	public:

		/**
		 * Constructor
		 *
		 * \param xml_name     name of the root node of reports
		 * \param label        name of the report, 'xml_name' if null
		 * \param buffer_size  size of the buffer in bytes
		 */
		Reporter(Env &env, char const *xml_name, char const *label = nullptr,
		         size_t buffer_size = 4096)
		:
			_env(&env), _xml_name(xml_name), _label(label ? label : xml_name),
			_buffer_size(buffer_size)
		{ }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the environment
		 */
		Reporter(char const *xml_name, char const *label = nullptr, size_t buffer_size = 4096)
		:
			_xml_name(xml_name), _label(label ? label : xml_name), _buffer_size(buffer_size)
		{ }

		/**
		 * Enable or disable reporting, it is disabled initially
		 */
		void enabled(bool enable)
		{
			if (enable == enabled())
				return;

			if (enable)
				_conn.construct(_env, _label.string(), _buffer_size);
			else
				_conn.destruct();
		}

		bool enabled()    const { return _conn.constructed(); }
		bool is_enabled() const { return enabled(); }

		/** Return name of the report */
		Name name() const { return _label; }

		/**
		 * Fill the buffer with zeros
		 */
		void clear() { memset(_base(), 0, _size()); }

		/**
		 * Report data
		 *
		 * Nothing happens if reporting is disabled or the data exceeds the
		 * buffer.
		 *
		 * \param length  length of the data in bytes
		 */
		void report(void const *data, size_t length)
		{
			if (!enabled() || length > _size())
				return;

			memcpy(_base(), data, length);
			_conn->report->submit(length);
		}

		/**
		 * Generator of a report, which is submitted at the end of the
		 * construction
		 */
		struct Xml_generator : public Genode::Xml_generator
		{
			/**
			 * Constructor
			 *
			 * \param func  functor that generates attributes and sub nodes
			 *
			 * \throw Buffer_exceeded
			 */
			template <typename FUNC>
			Xml_generator(Reporter &reporter, FUNC const &func)
			:
				Genode::Xml_generator(reporter._base(), reporter._size(),
				                      reporter._xml_name.string(), func)
			{
				if (reporter.enabled())
					reporter._conn->report->submit(used());
			}
		};
};

#endif /* _INCLUDE__OS__REPORTER_H_ */
