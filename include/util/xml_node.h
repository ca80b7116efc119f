/*
 * \brief  Parser of XML data
 *
 * The parser operates on the text in place and never allocates memory. It
 * covers nodes, attributes with values in double quotes, text, comments, and
 * the predefined character entities. A '<' that starts neither a tag nor a
 * comment is taken as text. The data ends at the given size or at a zero
 * character and is never accessed behind that.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__XML_NODE_H_
#define _INCLUDE__UTIL__XML_NODE_H_

#include <base/exception.h>
#include <base/log.h>
#include <base/output.h>
#include <util/meta.h>
#include <util/token.h>

namespace Genode {

	class Xml_attribute;
	class Xml_node;
}


/**
 * Attribute of an XML node, which has the form 'name="value"'
 *
 * The value is provided as it stands in the data, character entities are not
 * decoded. Within a value, a '\"' does not count as the closing quote.
 */
class Genode::Xml_attribute
{
	private:

		friend class Xml_node;

		/* names can contain colons, hyphens, and dots */
		struct Scanner_policy_xml_identifier
		{
			static bool identifier_char(char c, unsigned i)
			{
				return is_letter(c) || c == '_' || c == ':'
				    || (i && (c == '-' || c == '.' || is_digit(c)));
			}

			/* XML knows no backslash in front of quotation marks */
			static bool end_of_quote(char const *s) { return s[1] == '"'; }
		};

		typedef Genode::Token<Scanner_policy_xml_identifier> Token;

		Token _name;
		Token _equals;
		Token _value;

		/* the attribute is valid if 't' is its first token */
		explicit Xml_attribute(Token t);

		bool _valid() const;

		/* a type that inherits 'String' is treated like 'String' itself */
		template <typename T, size_t N>
		bool _read(T *, String<N> *out) const { return value(out); }

		template <typename T>
		bool _read(T *out, void *) const {
			return ascii_to(value_base(), *out) == value_size(); }

		/* return attribute behind this one, which is not necessarily valid */
		Xml_attribute _successor() const {
			return Xml_attribute(_value.next().eat_whitespace()); }

	public:

		class Invalid_syntax : public Exception { };

		/**
		 * There is no such attribute
		 */
		class Nonexistent_attribute : public Exception { };

		typedef String<64> Name;

		/**
		 * Return name of the attribute
		 */
		Name name() const { return Name(Cstring(_name.start(), _name.len())); }

		/**
		 * Copy name of the attribute to a buffer of 'max_len' bytes
		 */
		void type(char *dst, size_t max_len) const { _name.string(dst, max_len); }

		/**
		 * Return true if the attribute has the given name
		 */
		bool has_type(char const *type) const;

		/**
		 * Return start of the value, which is not null-terminated
		 */
		char const *value_base() const { return _value.start() + 1; }

		/**
		 * Return length of the value in bytes
		 */
		size_t value_size() const { return _value.len() - 2; }

		/**
		 * Return true if the attribute has the given value
		 */
		bool has_value(char const *value) const;

		/**
		 * Copy value to a buffer, truncated if needed
		 *
		 * \param max_len  size of the buffer including the terminating zero
		 */
		void value(char *dst, size_t max_len) const;

		/**
		 * Copy value to a string, truncated if needed
		 *
		 * \return  always true
		 */
		template <size_t N>
		bool value(String<N> *out) const
		{
			*out = String<N>(Cstring(value_base(), value_size()));
			return true;
		}

		/**
		 * Read value by the function 'ascii_to' for the type 'T'
		 *
		 * \return  true if all characters of the value were consumed. Otherwise
		 *          'out' holds what was read from the first part of the value.
		 *
		 * The function must not look behind the closing quote.
		 */
		template <typename T>
		bool value(T *out) const
		{
			return _read(out, out);
		}

		/**
		 * Return attribute that follows
		 *
		 * \throw Nonexistent_attribute
		 */
		Xml_attribute next() const;
};


/**
 * XML node
 *
 * The object refers to the data. The structure below the direct sub nodes is
 * not validated until it is accessed. Sub nodes in front of a malformed one
 * are accessible.
 */
class Genode::Xml_node
{
	public:

		typedef Genode::Exception                    Exception;
		typedef Genode::Xml_attribute                Attribute;
		typedef Xml_attribute::Nonexistent_attribute Nonexistent_attribute;
		typedef Xml_attribute::Invalid_syntax        Invalid_syntax;

		class Nonexistent_sub_node : public Exception { };

		typedef String<64> Type;

	private:

		typedef Xml_attribute::Token Token;

		struct Text;
		struct Tag;

		char const *_addr;                    /* start of the start tag          */
		char const *_limit;                   /* end of the accessible data      */
		Token       _name         { };        /* name within the start tag       */
		char const *_content      = nullptr;
		char const *_content_end  = nullptr;
		char const *_end          = nullptr;  /* end of end tag, null if invalid */
		unsigned    _num_sub_nodes = 0;

		void _init(Tag const &);

		/* constructor for the start tag found within another node's content */
		Xml_node(Tag const &, char const *limit);

		bool _valid() const { return _end != nullptr; }

		/* return first node at or behind 'from', invalid if there is none */
		static Xml_node _first_node(char const *from, char const *limit);

		/* a type that inherits 'String' is treated like 'String' itself */
		template <typename T, size_t N>
		bool _read(T *, String<N> *out) const { return value(out); }

		template <typename T>
		bool _read(T *out, void *) const {
			return content_size() && ascii_to(content_base(), *out) == content_size(); }

		Xml_node _first_sub_node() const { return _first_node(_content, _content_end); }
		Xml_node _successor()      const { return _first_node(_end, _limit); }

		/* return the first of the node itself and its successors of the type */
		Xml_node _first_of_type(char const *type) const;

		static Xml_node _valid_or_throw(Xml_node const &node)
		{
			if (!node._valid())
				throw Nonexistent_sub_node();

			return node;
		}

		/* return first attribute, which is not necessarily valid */
		Attribute _first_attribute() const {
			return Attribute(_name.next().eat_whitespace()); }

		Attribute _find_attribute(char const *type) const;

	public:

		/**
		 * Constructor
		 *
		 * \param addr     start of the data, text and comments in front of the
		 *                 node are skipped
		 * \param max_len  size of the data in bytes
		 *
		 * \throw Invalid_syntax
		 */
		Xml_node(char const *addr, size_t max_len = ~0UL);

		/**
		 * Return start of the node
		 */
		char const *addr() const { return _addr; }

		/**
		 * Return size of the node in bytes, including its tags
		 */
		size_t size() const { return _end - _addr; }

		/**
		 * Return start of the content, which is not null-terminated
		 */
		char const *content_addr() const { return _content; }
		char const *content_base() const { return _content; }

		/**
		 * Return size of the content in bytes
		 */
		size_t content_size() const { return _content_end - _content; }

		/**
		 * Return name of the node's tag
		 */
		Type type() const { return Type(Cstring(_name.start(), _name.len())); }

		/**
		 * Copy name of the node's tag to a buffer of 'max_len' bytes
		 */
		void type_name(char *dst, size_t max_len) const { _name.string(dst, max_len); }

		/**
		 * Return true if the node has the given tag name
		 */
		bool has_type(char const *type) const;

		/**
		 * Copy content to a buffer as it stands, truncated if needed
		 *
		 * \param max_len  size of the buffer including the terminating zero
		 */
		void value(char *dst, size_t max_len) const;

		/**
		 * Read content by the function 'ascii_to' for the type 'T'
		 *
		 * \return  true if the content consists of nothing but the value
		 *
		 * The function must not look behind the '<' that ends the content.
		 */
		template <typename T>
		bool value(T *out) const
		{
			return _read(out, out);
		}

		template <size_t N>
		bool value(String<N> *out) const
		{
			*out = String<N>(Cstring(content_base(), content_size()));
			return true;
		}

		/**
		 * Copy content to a buffer while replacing character entities by the
		 * characters that they denote
		 *
		 * \param dst_len  size of the buffer in bytes
		 *
		 * \return  number of characters written
		 *
		 * A terminating zero is added if space is left in the buffer. Unknown
		 * entities are copied as they stand.
		 */
		size_t decoded_content(char *dst, size_t dst_len) const;

		/**
		 * Return decoded content as string
		 */
		template <typename STRING>
		STRING decoded_content() const
		{
			char buf[STRING::capacity()];
			return STRING(Cstring(buf, decoded_content(buf, sizeof(buf))));
		}

		/**
		 * Return number of direct sub nodes
		 */
		size_t num_sub_nodes() const { return _num_sub_nodes; }

		/**
		 * Return node that follows this one within the same parent
		 *
		 * \throw Nonexistent_sub_node
		 */
		Xml_node next() const { return _valid_or_throw(_successor()); }

		/**
		 * Return next node of the given type within the same parent, of any
		 * type if 'type' is null
		 *
		 * \throw Nonexistent_sub_node
		 */
		Xml_node next(char const *type) const {
			return _valid_or_throw(_successor()._first_of_type(type)); }

		/**
		 * Return true if no further node of the given type follows
		 */
		bool last(char const *type = 0) const {
			return !_successor()._first_of_type(type)._valid(); }

		/** Older name of 'last' */
		bool is_last(char const *type = 0) const { return last(type); }

		/**
		 * Return sub node by its position
		 *
		 * \throw Nonexistent_sub_node
		 */
		Xml_node sub_node(unsigned idx = 0U) const;

		/**
		 * Return first sub node of the given type
		 *
		 * \throw Nonexistent_sub_node
		 */
		Xml_node sub_node(char const *type) const {
			return _valid_or_throw(_first_sub_node()._first_of_type(type)); }

		/**
		 * Call 'fn' with each sub node of the given type as argument
		 *
		 * \param type  type, or null for all sub nodes
		 */
		template <typename FN>
		void for_each_sub_node(char const *type, FN const &fn) const
		{
			for (Xml_node node = _first_sub_node()._first_of_type(type); node._valid();
			     node = node._successor()._first_of_type(type)) {

				Xml_node arg = node;
				fn(arg);
			}
		}

		/**
		 * Call 'fn' with each sub node as argument
		 */
		template <typename FN>
		void for_each_sub_node(FN const &fn) const { for_each_sub_node(nullptr, fn); }

		/**
		 * Return true if a sub node of the given type exists
		 */
		bool has_sub_node(char const *type) const {
			return _first_sub_node()._first_of_type(type)._valid(); }

		/**
		 * Return attribute by its position
		 *
		 * \throw Nonexistent_attribute
		 */
		Attribute attribute(unsigned idx) const;

		/**
		 * Return attribute of the given name
		 *
		 * \throw Nonexistent_attribute
		 */
		Attribute attribute(char const *type) const;

		/**
		 * Return true if an attribute of the given name exists
		 */
		bool has_attribute(char const *type) const {
			return _find_attribute(type)._valid(); }

		/**
		 * Return value of an attribute
		 *
		 * \param type           name of the attribute
		 * \param default_value  result if there is no such attribute
		 *
		 * The value is read as by 'Xml_attribute::value'.
		 */
		template <typename T>
		T attribute_value(char const *type, T default_value) const
		{
			T result = default_value;

			Attribute const attribute = _find_attribute(type);
			if (attribute._valid())
				attribute.value(&result);

			return result;
		}

		/**
		 * Print the data of the node as it stands
		 */
		void print(Output &output) const { output.out_string(addr(), size()); }
};

#endif /* _INCLUDE__UTIL__XML_NODE_H_ */
