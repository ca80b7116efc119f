/*
 * \brief  What the check of a text has found
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CLI__FINDINGS_H_
#define _CLI__FINDINGS_H_

#include <string>
#include <vector>

#include <cli/source_text.h>

namespace Cli { class Findings; }


class Cli::Findings
{
	public:

		enum class Severity { WARNING, ERROR };

		struct Finding
		{
			Severity              severity;
			Source_text::Position position;
			std::string           message;
		};

	private:

		Source_text const   &_source;
		std::vector<Finding> _list { };

		void _add(Severity severity, size_t offset, std::string const &message)
		{
			_list.push_back({ severity, _source.position(offset), message });
		}

	public:

		/**
		 * Constructor
		 *
		 * \param source  text under check
		 */
		explicit Findings(Source_text const &source) : _source(source) { }

		/**
		 * Add what makes the text unusable
		 *
		 * \param message  what is wrong and what to do, one line
		 */
		void error(size_t offset, std::string const &message)
		{
			_add(Severity::ERROR, offset, message);
		}

		/**
		 * Add what is possibly not meant this way
		 */
		void warning(size_t offset, std::string const &message)
		{
			_add(Severity::WARNING, offset, message);
		}

		/** Return findings in the order of the text */
		std::vector<Finding> list() const;

		size_t num_errors() const;

		/** Return number of the line at an offset */
		unsigned line(size_t offset) const { return _source.position(offset).line; }

		/**
		 * Return line of text, like "file.xml:3:5: error: message"
		 */
		std::string text(Finding const &) const;
};

#endif /* _CLI__FINDINGS_H_ */
