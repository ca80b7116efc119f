/*
 * \brief  Text that is fed to the server, and what the server must know of it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TEXT_H_
#define _TEXT_H_

#include <base/allocator.h>
#include <kv_session/words.h>
#include <util/noncopyable.h>

namespace Kv_client {

	using namespace Genode;

	class Text;
}


/**
 * The text is divided into chunks between words. The words are kept in
 * alphabetical order, the occurrences of one word in the order of the text.
 * That tells for any number of chunks how often each word occurs in them.
 */
class Kv_client::Text : Noncopyable
{
	private:

		struct Occurrence
		{
			uint32_t offset;
			uint16_t chunk;
			uint16_t len;
		};

		struct Totals { size_t words = 0, distinct = 0; };

		Allocator  &_alloc;
		char const *_text;
		size_t      _size;
		size_t      _chunk_size;
		unsigned    _num_chunks = 0;
		size_t      _num_words  = 0;
		uint32_t   *_chunk_start = nullptr;   /* has one element more than there are chunks */
		Occurrence *_words       = nullptr;
		Totals     *_totals      = nullptr;   /* by number of chunks */

		size_t _chunk_end(size_t start) const;
		void   _divide();
		void   _collect_words();
		void   _sort_words();
		void   _sink(size_t root, size_t end);
		void   _sum_up();

		int  _order(Occurrence const &, Occurrence const &) const;
		int  _order(char const *word, Occurrence const &) const;
		bool _same_word(size_t i, size_t j) const;

		/* first occurrence at which 'word' could be inserted */
		size_t _lower_bound(char const *word) const;

	public:

		typedef char Word[Kv::Session::MAX_WORD_LEN + 1];

		/**
		 * Constructor
		 *
		 * \param chunk_size  upper limit of the size of a chunk
		 */
		Text(Allocator &, char const *text, size_t size, size_t chunk_size);

		~Text();

		unsigned num_chunks() const { return _num_chunks; }

		char const *chunk(unsigned index) const { return _text + _chunk_start[index]; }

		size_t chunk_size(unsigned index) const {
			return _chunk_start[index + 1] - _chunk_start[index]; }

		/** Return number of words within the first chunks */
		size_t words(unsigned chunks)    const { return _totals[chunks].words; }

		/** Return number of different words within the first chunks */
		size_t distinct(unsigned chunks) const { return _totals[chunks].distinct; }

		/** Return how often a word occurs within the first chunks */
		size_t count(char const *word, unsigned chunks) const;

		/** Return number of words in the whole text */
		size_t num_words() const { return _num_words; }

		/**
		 * Copy word to a buffer
		 *
		 * \param i  position in alphabetical order
		 */
		void word(size_t i, Word &) const;

		/**
		 * Return position of the next different word in alphabetical order
		 */
		size_t next_different(size_t i) const
		{
			size_t j = i + 1;
			while (j < _num_words && _same_word(i, j))
				j++;
			return j;
		}
};

#endif /* _TEXT_H_ */
