/*
 * \brief  Words and how often they occurred
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _WORD_TABLE_H_
#define _WORD_TABLE_H_

#include <base/allocator.h>
#include <kv_session/kv_session.h>
#include <util/avl_tree.h>
#include <util/noncopyable.h>
#include <util/string.h>

namespace Kv_server {

	using namespace Genode;

	class Word_table;
}


class Kv_server::Word_table : Noncopyable
{
	private:

		struct Word : Avl_node<Word>
		{
			char   text[Kv::Session::MAX_WORD_LEN + 1];
			size_t count = 0;

			explicit Word(char const *s) { strncpy(text, s, sizeof(text)); }

			/* required by 'Avl_node' */
			bool higher(Word *other) { return strcmp(other->text, text) > 0; }
		};

		Allocator     &_alloc;
		Avl_tree<Word> _tree     { };
		size_t         _words    = 0;
		size_t         _distinct = 0;

		Word *_lookup(char const *text) const
		{
			Word *word = _tree.first();
			while (word) {
				int const order = strcmp(text, word->text);
				if (!order)
					break;
				word = word->child(order > 0);
			}
			return word;
		}

	public:

		explicit Word_table(Allocator &alloc) : _alloc(alloc) { }

		~Word_table() { clear(); }

		void clear()
		{
			while (Word * const word = _tree.first()) {
				_tree.remove(word);
				destroy(_alloc, word);
			}
			_words = _distinct = 0;
		}

		/**
		 * Count one occurrence of a word
		 *
		 * \throw Allocator::Out_of_memory
		 */
		void add(char const *text)
		{
			Word *word = _lookup(text);
			if (!word) {
				word = new (_alloc) Word(text);
				_tree.insert(word);
				_distinct++;
			}
			word->count++;
			_words++;
		}

		size_t count(char const *text) const
		{
			Word const * const word = _lookup(text);
			return word ? word->count : 0;
		}

		size_t words()    const { return _words; }
		size_t distinct() const { return _distinct; }
};

#endif /* _WORD_TABLE_H_ */
