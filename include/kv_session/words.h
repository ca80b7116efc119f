/*
 * \brief  What the word counter and its clients regard as a word
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__KV_SESSION__WORDS_H_
#define _INCLUDE__KV_SESSION__WORDS_H_

#include <kv_session/kv_session.h>
#include <util/string.h>

namespace Kv {

	/**
	 * Checksum of a chunk or word (FNV-1a)
	 */
	inline uint64_t checksum(char const *data, size_t size)
	{
		uint64_t sum = 0xcbf29ce484222325;
		for (size_t i = 0; i < size; i++)
			sum = (sum ^ (unsigned char)data[i])*0x100000001b3;
		return sum;
	}

	/**
	 * Call 'fn' with each word of a text and the offset of the word
	 *
	 * A word is a sequence of letters, taken in lower case and cut if it is
	 * too long.
	 */
	template <typename FN>
	void for_each_word(char const *text, size_t size, FN const &fn)
	{
		char   word[Session::MAX_WORD_LEN + 1];
		size_t len = 0, start = 0;

		auto finish = [&] {
			if (!len)
				return;

			word[len] = 0;
			fn((char const *)word, start);
			len = 0;
		};

		bool inside = false;
		for (size_t i = 0; i < size; i++) {

			bool const letter = Genode::is_letter(text[i]);
			if (!letter)
				finish();
			else if (!inside)
				start = i;

			inside = letter;
			if (letter && len < Session::MAX_WORD_LEN)
				word[len++] = (char)(text[i] | 0x20);
		}
		finish();
	}
}

#endif /* _INCLUDE__KV_SESSION__WORDS_H_ */
