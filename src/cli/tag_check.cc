/*
 * \brief  Check of XML for what the parser of components would miss
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/tag_check.h>

#include <algorithm>
#include <string_view>

using namespace Cli;


namespace {

	bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

	bool is_name_start(char c)
	{
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
	}

	bool is_name_char(char c)
	{
		return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
	}

	class Scanner
	{
		private:

			std::string_view const _text;
			Findings              &_findings;
			size_t                 _pos = 0;

			bool _at(std::string_view prefix) const { return _text.substr(_pos).starts_with(prefix); }

			bool _at_end() const { return _pos >= _text.size(); }

			void _skip_behind(std::string_view end)
			{
				size_t const found = _text.find(end, _pos);
				_pos = found == std::string_view::npos ? _text.size() : found + end.size();
			}

			void _skip_space()
			{
				while (!_at_end() && is_space(_text[_pos]))
					_pos++;
			}

			void _skip_name()
			{
				size_t const start = _pos;

				while (!_at_end() && !is_space(_text[_pos])
				    && std::string_view("=/>\"'<").find(_text[_pos]) == std::string_view::npos)
					_pos++;

				auto const name = _text.substr(start, _pos - start);
				if (name.empty() || !is_name_start(name[0]) || !std::ranges::all_of(name, is_name_char))
					_findings.error(start, "components cannot read this name; use letters, digits, "
					                       "'_', ':', '-', and '.'");
			}

			void _skip_value()
			{
				size_t const start = _pos;
				char   const quote = _text[_pos++];

				while (!_at_end() && _text[_pos] != quote)
					_pos++;

				auto const value = _text.substr(start + 1, _pos - start - 1);
				_pos++;

				if (quote == '\'')
					_findings.error(start, "components cannot read a value in single quotes; "
					                       "use double quotes");
				if (value.ends_with('\\'))
					_findings.error(start, "components do not see the end of a value behind '\\'; "
					                       "remove the '\\'");
				if (value.find('&') != std::string_view::npos)
					_findings.warning(start, "components take '&' in a value as it stands");
			}

			void _skip_attributes()
			{
				for (;;) {
					_skip_space();
					if (_at_end() || _text[_pos] == '/' || _text[_pos] == '>' || _text[_pos] == '?')
						return;

					size_t const start = _pos;

					_skip_name();
					_skip_space();
					if (_at("="))
						_pos++;
					_skip_space();
					if (_at("\"") || _at("'"))
						_skip_value();

					/* not well-formed, has been reported by then */
					if (_pos == start)
						return;
				}
			}

			void _skip_tag()
			{
				_pos++;
				if (_at("/"))
					_pos++;

				_skip_name();
				_skip_attributes();
				_skip_behind(">");
			}

		public:

			Scanner(std::string_view text, Findings &findings) : _text(text), _findings(findings) { }

			void scan()
			{
				for (;;) {
					_pos = std::min(_text.find('<', _pos), _text.size());
					if (_at_end())
						return;

					if (_at("<!--"))
						_skip_behind("-->");
					else if (_at("<![CDATA[")) {
						_findings.error(_pos, "components cannot read CDATA sections; "
						                      "use attributes or plain text");
						_skip_behind("]]>");
					}
					else if (_at("<?") || _at("<!"))
						_skip_behind(">");
					else
						_skip_tag();
				}
			}
	};
}


void Cli::check_tags(Source_text const &source, Findings &findings)
{
	if (size_t const zero = source.content.find('\0'); zero != std::string::npos)
		findings.error(zero, "components stop reading at the zero character; remove it");

	Scanner(source.content, findings).scan();
}
