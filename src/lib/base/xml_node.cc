/*
 * \brief  Parser of XML data
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <util/misc_math.h>
#include <util/string.h>
#include <util/xml_node.h>

using namespace Genode;


/*******************
 ** Text and tags **
 *******************/

/**
 * Part of the data, the end of which is the only thing that ever gets compared
 */
struct Xml_node::Text
{
	char const *pos;
	char const *limit;

	size_t len() const { return limit - pos; }

	/* a zero character ends the data */
	bool at_end() const { return pos == limit || !*pos; }

	bool starts_with(char const *prefix) const
	{
		size_t const prefix_len = strlen(prefix);

		return prefix_len <= len() && strcmp(pos, prefix, prefix_len) == 0;
	}

	/*
	 * Advance to the first occurrence of 'c', or to the end of the data
	 */
	void seek(char c)
	{
		while (!at_end() && *pos != c)
			pos++;
	}

	/*
	 * Skip comment, the end of which may be missing
	 */
	void skip_comment()
	{
		pos += strlen("<!--");

		for (seek('-'); !at_end(); seek('-')) {
			if (starts_with("-->")) {
				pos += strlen("-->");
				return;
			}
			pos++;
		}
	}

	/*
	 * Advance to the first '<' that starts no comment, or to the end
	 */
	void seek_markup()
	{
		for (seek('<'); !at_end() && starts_with("<!--"); seek('<'))
			skip_comment();
	}
};


struct Xml_node::Tag
{
	enum Type { START, END, EMPTY, INVALID };

	char const *start;
	Token       name { };
	Type        type = INVALID;
	char const *end  = nullptr;   /* behind the closing '>' */

	/*
	 * Parse tag at the position of 'text'
	 */
	explicit Tag(Text const &text) : start(text.pos)
	{
		Token t(text.pos, text.len());

		if (t[0] != '<')
			return;

		t = t.next();

		bool const closing = t[0] == '/';
		if (closing)
			t = t.next();

		if (t.type() != Token::IDENT)
			return;

		name = t;
		t    = t.next().eat_whitespace();

		if (!closing)
			t = _skip_attributes(t);

		bool const empty = !closing && t[0] == '/';
		if (empty)
			t = t.next();

		if (t[0] != '>')
			return;

		end  = t.start() + 1;
		type = closing ? END : empty ? EMPTY : START;
	}

	static Token _skip_attributes(Token t)
	{
		for (;;) {
			Attribute const a(t);
			if (!a._valid())
				return t;

			t = a._value.next().eat_whitespace();
		}
	}

	bool same_name(Token const &other) const {
		return name.len() == other.len()
		    && memcmp(name.start(), other.start(), name.len()) == 0; }

	/*
	 * Return first valid tag at or behind the position of 'text', a tag of
	 * type INVALID if there is none
	 */
	static Tag find(Text text)
	{
		for (;;) {
			text.seek_markup();

			Tag const tag(text);
			if (tag.type != INVALID || text.at_end())
				return tag;

			/* the '<' is text */
			text.pos++;
		}
	}
};


static bool text_equals(char const *text, size_t len, char const *str)
{
	return strlen(str) == len && memcmp(text, str, len) == 0;
}


/*******************
 ** Xml_attribute **
 *******************/

Xml_attribute::Xml_attribute(Token t)
:
	_name(t),
	_equals(_name.next().eat_whitespace()),
	_value(_equals.next().eat_whitespace())
{ }


bool Xml_attribute::_valid() const
{
	return _name.type() == Token::IDENT && _equals[0] == '='
	    && _value.type() == Token::STRING;
}


bool Xml_attribute::has_type(char const *type) const
{
	return text_equals(_name.start(), _name.len(), type);
}


bool Xml_attribute::has_value(char const *value) const
{
	return text_equals(value_base(), value_size(), value);
}


void Xml_attribute::value(char *dst, size_t max_len) const
{
	strncpy(dst, value_base(), min(value_size() + 1, max_len));
}


Xml_attribute Xml_attribute::next() const
{
	Xml_attribute const result = _successor();

	if (!result._valid())
		throw Nonexistent_attribute();

	return result;
}


/**************
 ** Xml_node **
 **************/

void Xml_node::_init(Tag const &start_tag)
{
	if (start_tag.type != Tag::START && start_tag.type != Tag::EMPTY)
		return;

	_name    = start_tag.name;
	_content = _content_end = start_tag.end;

	if (start_tag.type == Tag::EMPTY) {
		_end = start_tag.end;
		return;
	}

	/* search the end tag, count the sub nodes on the way */
	size_t depth = 1;
	for (char const *pos = start_tag.end; ; ) {

		Tag const tag = Tag::find({ pos, _limit });

		switch (tag.type) {

		case Tag::INVALID:
			return;

		case Tag::START:
			_num_sub_nodes += depth++ == 1;
			break;

		case Tag::EMPTY:
			_num_sub_nodes += depth == 1;
			break;

		case Tag::END:
			if (--depth)
				break;

			if (tag.same_name(_name)) {
				_content_end = tag.start;
				_end         = tag.end;
			}
			return;
		}
		pos = tag.end;
	}
}


Xml_node::Xml_node(Tag const &start_tag, char const *limit)
:
	_addr(start_tag.start), _limit(limit)
{
	_init(start_tag);
}


Xml_node::Xml_node(char const *addr, size_t max_len)
:
	_addr(addr), _limit(addr)
{
	if (!addr)
		throw Invalid_syntax();

	/* by default, merely the end of the address space is the limit */
	_limit += min(max_len, min(~0UL >> 1, ~0UL - (addr_t)addr));

	/*
	 * In contrast to the search of sub nodes, a malformed start tag must not
	 * be taken as text. Otherwise one of its sub nodes would take its place.
	 */
	Text text { addr, _limit };
	text.seek_markup();

	_addr = text.pos;
	_init(Tag(text));

	if (!_valid())
		throw Invalid_syntax();
}


Xml_node Xml_node::_first_node(char const *from, char const *limit)
{
	return Xml_node(Tag::find({ from, limit }), limit);
}


Xml_node Xml_node::_first_of_type(char const *type) const
{
	Xml_node node = *this;

	while (type && node._valid() && !node.has_type(type))
		node = node._successor();

	return node;
}


bool Xml_node::has_type(char const *type) const
{
	return text_equals(_name.start(), _name.len(), type);
}


void Xml_node::value(char *dst, size_t max_len) const
{
	if (max_len && !content_size())
		*dst = 0;
	else
		strncpy(dst, content_base(), min(content_size() + 1, max_len));
}


size_t Xml_node::decoded_content(char *dst, size_t dst_len) const
{
	static struct { char const *name; char value; } const entities[] {
		{ "&lt;",   '<'  }, { "&gt;",   '>'  }, { "&amp;", '&'  },
		{ "&quot;", '"'  }, { "&apos;", '\'' }, { "&#39;", '\'' },
		{ "&nbsp;", (char)0xa0 } };

	Text   text { _content, _content_end };
	size_t num_chars = 0;

	for (; num_chars < dst_len && text.pos != text.limit; num_chars++) {

		char   decoded  = *text.pos;
		size_t consumed = 1;

		if (decoded == '&')
			for (auto const &entity : entities)
				if (text.starts_with(entity.name)) {
					decoded  = entity.value;
					consumed = strlen(entity.name);
				}

		dst[num_chars] = decoded;
		text.pos += consumed;
	}

	if (num_chars < dst_len)
		dst[num_chars] = 0;

	return num_chars;
}


Xml_node Xml_node::sub_node(unsigned idx) const
{
	Xml_node node = _first_sub_node();

	for (; idx && node._valid(); idx--)
		node = node._successor();

	return _valid_or_throw(node);
}


Xml_attribute Xml_node::_find_attribute(char const *type) const
{
	Attribute a = _first_attribute();

	while (a._valid() && !a.has_type(type))
		a = a._successor();

	return a;
}


Xml_attribute Xml_node::attribute(unsigned idx) const
{
	Attribute a = _first_attribute();

	for (; idx && a._valid(); idx--)
		a = a._successor();

	if (!a._valid())
		throw Nonexistent_attribute();

	return a;
}


Xml_attribute Xml_node::attribute(char const *type) const
{
	Attribute const a = _find_attribute(type);

	if (!a._valid())
		throw Nonexistent_attribute();

	return a;
}
