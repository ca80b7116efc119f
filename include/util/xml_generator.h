/*
 * \brief  Generator of XML data
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__XML_GENERATOR_H_
#define _INCLUDE__UTIL__XML_GENERATOR_H_

#include <base/exception.h>
#include <util/noncopyable.h>
#include <util/string.h>
#include <util/xml_node.h>

namespace Genode { class Xml_generator; }


/**
 * Writer of one XML node, including its sub nodes, to a buffer
 *
 * The structure of the data follows from the nesting of functors:
 *
 * ! Xml_generator xml(buf, sizeof(buf), "config", [&] () {
 * !   xml.attribute("verbose", true);
 * !   xml.node("start", [&] () { xml.attribute("name", "timer"); }); });
 */
class Genode::Xml_generator : Noncopyable
{
	public:

		/**
		 * The buffer is too small
		 */
		class Buffer_exceeded : public Exception { };

	private:

		/*
		 * Node whose functor is being executed
		 */
		struct Node
		{
			Node   * const parent;
			unsigned const depth       = parent ? parent->depth + 1 : 0;
			size_t         attr_end    = 0;      /* where to insert attributes */
			bool           has_content = false;  /* start tag is closed        */
			bool           indented    = false;  /* end tag gets its own line  */

			explicit Node(Node *parent) : parent(parent) { }
		};

		char  * const _dst;
		size_t  const _dst_len;
		size_t        _used = 0;
		Node         *_curr = nullptr;

		void _append(char c) { _append(&c, 1); }
		void _append(char const *str) { _append(str, strlen(str)); }
		void _append(char const *str, size_t len);

		void _append_line_break(unsigned indent);

		/* close start tag */
		void _begin_content(Node &);

		void _insert_attribute(char const *name, char const *value, size_t value_len);

		void _start_node(Node &, char const *name);
		void _end_node  (Node &, char const *name);

		/*
		 * Execution of a node's functor
		 *
		 * If the functor throws, the node vanishes from the buffer. So the
		 * exception may be handled within the functor of the parent.
		 */
		struct Scope
		{
			Xml_generator &xml;
			Node          &node;

			size_t const orig_used;
			bool   const orig_has_content, orig_indented;

			bool complete = false;

			Scope(Xml_generator &, Node &);
			~Scope();

			Scope(Scope const &) = delete;
			Scope &operator = (Scope const &) = delete;
		};

		/*
		 * Return the node that an operation applies to
		 *
		 * There is no space for anything behind the root node.
		 */
		Node &_node()
		{
			if (!_curr)
				throw Buffer_exceeded();

			return *_curr;
		}

		template <typename T>
		void _printed_attribute(char const *name, T value)
		{
			String<48> const text(value);
			_insert_attribute(name, text.string(), text.length() - 1);
		}

	public:

		/**
		 * Constructor
		 *
		 * \param dst      destination buffer, null for generating nothing
		 * \param dst_len  size of the buffer in bytes
		 * \param name     name of the root node
		 * \param func     functor that generates attributes and sub nodes
		 *
		 * The result is null-terminated.
		 *
		 * \throw Buffer_exceeded
		 */
		template <typename FUNC>
		Xml_generator(char *dst, size_t dst_len, char const *name, FUNC const &func)
		:
			_dst(dst), _dst_len(dst_len)
		{
			if (!dst)
				return;

			node(name, func);
			_append('\n');
		}

		/**
		 * Generate sub node
		 *
		 * \throw Buffer_exceeded
		 */
		template <typename FUNC>
		void node(char const *name, FUNC const &func)
		{
			Node  node { _curr };
			Scope scope(*this, node);

			_start_node(node, name);
			func();
			_end_node(node, name);

			scope.complete = true;
		}

		void node(char const *name) { node(name, [] () { }); }

		/**
		 * Generate attribute of the current node
		 *
		 * The value is written as it stands because its reader does not decode
		 * character entities. The only exceptions are characters that would be
		 * taken for the end of the value, which become character entities.
		 *
		 * \throw Buffer_exceeded
		 */
		void attribute(char const *name, char const *value) {
			_insert_attribute(name, value, strlen(value)); }

		template <size_t N>
		void attribute(char const *name, String<N> const &value) {
			attribute(name, value.string()); }

		void attribute(char const *name, char const *value, size_t value_len) {
			_insert_attribute(name, value, Cstring(value, value_len).length()); }

		void attribute(char const *name, bool value) {
			attribute(name, value ? "true" : "false"); }

		void attribute(char const *name, int                v) { _printed_attribute(name, v); }
		void attribute(char const *name, unsigned           v) { _printed_attribute(name, v); }
		void attribute(char const *name, long               v) { _printed_attribute(name, v); }
		void attribute(char const *name, unsigned long      v) { _printed_attribute(name, v); }
		void attribute(char const *name, long long          v) { _printed_attribute(name, v); }
		void attribute(char const *name, unsigned long long v) { _printed_attribute(name, v); }
		void attribute(char const *name, double             v) { _printed_attribute(name, v); }

		/**
		 * Append text to the content of the current node as it stands
		 *
		 * \param len  number of characters, by default up to the terminating
		 *             zero
		 *
		 * \throw Buffer_exceeded
		 */
		void append(char const *str, size_t len = ~0UL);

		/**
		 * Append text to the content of the current node, with all characters
		 * that have a special meaning replaced by character entities
		 *
		 * \throw Buffer_exceeded
		 */
		void append_sanitized(char const *str, size_t len = ~0UL);

		/**
		 * Return number of bytes written, without the terminating zero
		 */
		size_t used() const { return _used; }
};

#endif /* _INCLUDE__UTIL__XML_GENERATOR_H_ */
