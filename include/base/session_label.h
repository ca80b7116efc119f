/*
 * \brief  Session label
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__SESSION_LABEL_H_
#define _INCLUDE__BASE__SESSION_LABEL_H_

#include <base/log.h>
#include <base/snprintf.h>
#include <util/arg_string.h>
#include <util/string.h>

namespace Genode { struct Session_label; }


/**
 * Label of a session, describes the path from core to the client
 *
 * The elements of the path are separated by " -> ". Each parent puts the name
 * of its child in front of the label that the child supplied.
 */
struct Genode::Session_label : String<160>
{
	private:

		static char const *_separator()  { return " -> "; }
		static size_t      _separator_len() { return 4; }

		/* start of the last element of the path */
		char const *_last_element() const
		{
			char const *last = string();

			for (char const *s = string(); *s; s++)
				if (!strcmp(s, _separator(), _separator_len()))
					last = s + _separator_len();

			return last;
		}

	public:

		/**
		 * Last element of a label
		 *
		 * As a plain string, it is a part of the label and lives as long.
		 */
		class Last_element : public String<160>
		{
			private:

				char const *_start;

			public:

				explicit Last_element(char const *start)
				: String<160>(Cstring(start)), _start(start) { }

				operator char const * () const { return _start; }
		};

		using String<160>::String;

		Session_label() { }

		Session_label(String<160> const &label) : String<160>(label) { }

		/**
		 * Return last element of the path
		 */
		Last_element last_element() const { return Last_element(_last_element()); }

		/**
		 * Return path without its last element
		 */
		Session_label prefix() const
		{
			size_t const len = (size_t)(_last_element() - string());

			return len < _separator_len()
			     ? Session_label()
			     : Session_label(Cstring(string(), len - _separator_len()));
		}
};


namespace Genode {

	/**
	 * Return label of session arguments, an empty one if there is none
	 */
	inline Session_label label_from_args(char const *args)
	{
		char buf[Session_label::capacity()];
		Arg_string::find_arg(args, "label").string(buf, sizeof(buf), "");
		return Session_label(Cstring(buf));
	}

	/**
	 * Return label that consists of two parts
	 */
	template <size_t N1, size_t N2>
	Session_label prefixed_label(String<N1> const &prefix, String<N2> const &label)
	{
		return !*prefix.string() ? Session_label(label.string())
		     : !*label.string()  ? Session_label(prefix.string())
		     : Session_label(prefix.string(), " -> ", label.string());
	}

	inline Session_label prefixed_label(char const *prefix, char const *label) {
		return prefixed_label(Session_label(Cstring(prefix)), Session_label(Cstring(label))); }
}

#endif /* _INCLUDE__BASE__SESSION_LABEL_H_ */
