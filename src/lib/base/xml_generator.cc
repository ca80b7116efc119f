/*
 * \brief  Generator of XML data
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <util/xml_generator.h>

using namespace Genode;


/*
 * Return what to write for the character 'c' of an attribute value, or null for
 * writing the character itself
 *
 * A backslash matters only in front of the closing quote.
 */
static char const *attribute_entity(char c, bool last)
{
	return c == '"'          ? "&quot;"
	     : c == '\\' && last ? "&#92;"
	     : nullptr;
}


static char const *content_entity(char c)
{
	switch (c) {
	case '<':  return "&lt;";
	case '>':  return "&gt;";
	case '&':  return "&amp;";
	case '"':  return "&quot;";
	case '\'': return "&apos;";
	default:   return nullptr;
	}
}


void Xml_generator::_append(char const *str, size_t len)
{
	/* always leave space for the terminating zero */
	if (_dst_len <= _used || len >= _dst_len - _used)
		throw Buffer_exceeded();

	memcpy(_dst + _used, str, len);

	_used      += len;
	_dst[_used] = 0;
}


void Xml_generator::_append_line_break(unsigned indent)
{
	_append('\n');
	while (indent--)
		_append('\t');
}


Xml_generator::Scope::Scope(Xml_generator &xml, Node &node)
:
	xml(xml), node(node), orig_used(xml._used),
	orig_has_content(node.parent && node.parent->has_content),
	orig_indented   (node.parent && node.parent->indented)
{
	xml._curr = &node;
}


Xml_generator::Scope::~Scope()
{
	xml._curr = node.parent;

	if (complete)
		return;

	xml._used = orig_used;

	/* there is no space for the terminating zero if the buffer has no size */
	if (orig_used < xml._dst_len)
		xml._dst[orig_used] = 0;

	if (node.parent) {
		node.parent->has_content = orig_has_content;
		node.parent->indented    = orig_indented;
	}
}


void Xml_generator::_begin_content(Node &node)
{
	if (!node.has_content)
		_append('>');

	node.has_content = true;
}


void Xml_generator::_insert_attribute(char const *name, char const *value, size_t value_len)
{
	Node &node = _node();

	size_t const name_len = strlen(name);

	/* space, equals sign, and two quotes */
	size_t len = name_len + 4;
	for (size_t i = 0; i < value_len; i++) {
		char const *entity = attribute_entity(value[i], i + 1 == value_len);
		len += entity ? strlen(entity) : 1;
	}

	if (len >= _dst_len - _used)
		throw Buffer_exceeded();

	/* sub nodes and text behind the attribute make room, including the zero */
	char *pos = _dst + node.attr_end;
	memmove(pos + len, pos, _used - node.attr_end + 1);

	auto put = [&] (char const *str, size_t str_len) {
		memcpy(pos, str, str_len);
		pos += str_len;
	};

	put(" ", 1);
	put(name, name_len);
	put("=\"", 2);

	for (size_t i = 0; i < value_len; i++) {
		char const *entity = attribute_entity(value[i], i + 1 == value_len);
		if (entity)
			put(entity, strlen(entity));
		else
			put(&value[i], 1);
	}
	put("\"", 1);

	node.attr_end += len;
	_used         += len;
}


void Xml_generator::_start_node(Node &node, char const *name)
{
	if (node.parent) {
		_begin_content(*node.parent);
		node.parent->indented = true;
		_append_line_break(node.depth);
	}

	_append('<');
	_append(name);

	node.attr_end = _used;
}


void Xml_generator::_end_node(Node &node, char const *name)
{
	if (!node.has_content) {
		_append("/>");
		return;
	}

	if (node.indented)
		_append_line_break(node.depth);

	_append("</");
	_append(name);
	_append('>');
}


void Xml_generator::append(char const *str, size_t len)
{
	_begin_content(_node());
	_append(str, len == ~0UL ? strlen(str) : len);
}


void Xml_generator::append_sanitized(char const *str, size_t len)
{
	_begin_content(_node());

	if (len == ~0UL)
		len = strlen(str);

	for (size_t i = 0; i < len; i++) {
		if (char const *entity = content_entity(str[i]))
			_append(entity);
		else
			_append(str[i]);
	}
}
