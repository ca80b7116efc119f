/*
 * \brief  Page of HTML that needs nothing else
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/report/page.h>

#include <fmt/format.h>

#include <cli/graph/dot.h>
#include <cli/markup.h>
#include <cli/report/chart.h>

using namespace Cli;


namespace {

	constexpr char const *STYLE = R"css(
:root { color-scheme: light dark; --text: #1c1c1c; --back: #ffffff; --muted: #5a5a5a; --rule: #d8d8d8;
        --accent: #1f5fa8; --mark: #f2d35c; --bad: #a02c2c; --stripe: #f6f6f6 }
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e4e4; --back: #1b1b1b; --muted: #a8a8a8; --rule: #404040; --accent: #7db4f0;
          --mark: #f2d35c; --bad: #f08080; --stripe: #242424 }
}
body { margin: 0 auto; padding: 1rem 1.5rem 4rem; max-width: 75rem; background: var(--back);
       color: var(--text); font: 15px/1.45 sans-serif }
h1 { font-size: 1.5rem; margin: .5rem 0 }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; padding: 0; list-style: none }
a { color: var(--accent) }
a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
details { border-top: 1px solid var(--rule); padding: .6rem 0 }
summary { cursor: pointer; font-size: 1.15rem; font-weight: bold }
.wide { overflow-x: auto; margin: .6rem 0 }
.wide > svg.graph { max-width: none }
.content { scroll-margin-top: 3rem }
table { border-collapse: collapse; font-size: .87rem }
caption { text-align: left; color: var(--muted); padding: .3rem 0 }
th, td { text-align: left; padding: .2rem .7rem .2rem .3rem; border-bottom: 1px solid var(--rule);
         vertical-align: top }
tbody tr:nth-child(even) { background: var(--stripe) }
td:first-child { white-space: nowrap }
td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
td.mark { background: var(--mark); color: #000000; font-weight: bold }
td.bad { color: var(--bad); font-weight: bold }
p.note { color: var(--muted) }
)css";
}


void Page::section(std::string const &title, std::string const &content, bool open)
{
	std::string const id = fmt::format("section{}", ++_count);

	_contents += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", id, markup(title));

	/* a link into the content of a closed section opens it, one to the section itself does not */
	_sections += fmt::format("<details{}>\n<summary>{}</summary>\n<div class=\"content\" id=\"{}\">\n{}</div></details>\n",
	                         open ? " open" : "", markup(title), id, content);
}


std::string Page::table(std::string const &caption, std::vector<std::string> const &titles,
                        std::vector<Row> const &rows)
{
	std::string head { }, body { };

	for (std::string const &title : titles)
		head += fmt::format("<th scope=\"col\">{}</th>", markup(title));

	for (Row const &row : rows) {
		body += "<tr>";
		for (Cell const &cell : row)
			body += *cell.style ? fmt::format("<td class=\"{}\">{}</td>", cell.style, markup(cell.text))
			                    : fmt::format("<td>{}</td>", markup(cell.text));
		body += "</tr>\n";
	}

	/* what is wider than the page can be scrolled by keyboard if it has the focus */
	return fmt::format("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table>"
	                   "<caption>{0}</caption>\n<thead><tr>{1}</tr></thead>\n<tbody>\n{2}</tbody></table></div>\n",
	                   markup(caption), head, body);
}


std::string Page::html() const
{
	return fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
	                   "style-src 'unsafe-inline'\">\n"
	                   "<title>{0}</title>\n<style>{1}{2}{3}</style>\n</head>\n<body>\n<h1>{0}</h1>\n"
	                   "<nav aria-label=\"sections\"><ul>\n{4}</ul></nav>\n<main>\n{5}</main>\n</body>\n</html>\n",
	                   markup(_title), STYLE, chart_style(), svg_style(), _contents, _sections);
}
