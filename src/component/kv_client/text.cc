/*
 * \brief  Text that is fed to the server, and what the server must know of it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <text.h>
#include <util/misc_math.h>

using namespace Kv_client;


/**
 * Return end of the chunk, which is not within a word unless the word is longer
 * than a chunk
 */
size_t Text::_chunk_end(size_t start) const
{
	size_t const limit = min(start + _chunk_size, _size);
	if (limit == _size)
		return limit;

	size_t end = limit;
	while (end > start && is_letter(_text[end - 1]))
		end--;

	return end > start ? end : limit;
}


void Text::_divide()
{
	for (size_t pos = 0; pos < _size; pos = _chunk_end(pos))
		_num_chunks++;

	_chunk_start = new (_alloc) uint32_t[_num_chunks + 1];

	size_t pos = 0;
	for (unsigned i = 0; i <= _num_chunks; i++) {
		_chunk_start[i] = (uint32_t)pos;
		pos = _chunk_end(pos);
	}
}


void Text::_collect_words()
{
	auto for_each_occurrence = [&] (auto const &fn) {
		for (unsigned i = 0; i < _num_chunks; i++)
			Kv::for_each_word(chunk(i), chunk_size(i), [&] (char const *word, size_t offset) {
				fn(Occurrence { .offset = (uint32_t)(_chunk_start[i] + offset),
				                .chunk  = (uint16_t)i,
				                .len    = (uint16_t)strlen(word) }); });
	};

	for_each_occurrence([&] (Occurrence const &) { _num_words++; });

	_words = new (_alloc) Occurrence[_num_words];

	size_t i = 0;
	for_each_occurrence([&] (Occurrence const &word) { _words[i++] = word; });
}


int Text::_order(char const *word, Occurrence const &occurrence) const
{
	for (unsigned i = 0; i < occurrence.len; i++) {
		int const diff = word[i] - (_text[occurrence.offset + i] | 0x20);
		if (diff)
			return diff;
	}
	return word[occurrence.len];
}


int Text::_order(Occurrence const &a, Occurrence const &b) const
{
	for (unsigned i = 0; i < a.len && i < b.len; i++) {
		int const diff = (_text[a.offset + i] | 0x20) - (_text[b.offset + i] | 0x20);
		if (diff)
			return diff;
	}
	return (int)a.len - (int)b.len;
}


bool Text::_same_word(size_t i, size_t j) const { return !_order(_words[i], _words[j]); }


/**
 * Let an element sink to its place within the heap of elements before 'end'
 */
void Text::_sink(size_t root, size_t end)
{
	auto less = [&] (Occurrence const &a, Occurrence const &b) {
		int const order = _order(a, b);
		return order ? order < 0 : a.offset < b.offset;
	};

	for (size_t child; (child = 2*root + 1) < end; root = child) {

		if (child + 1 < end && less(_words[child], _words[child + 1]))
			child++;

		if (!less(_words[root], _words[child]))
			return;

		Occurrence const tmp = _words[root];
		_words[root]  = _words[child];
		_words[child] = tmp;
	}
}


/**
 * Heap sort, which needs no further memory
 */
void Text::_sort_words()
{
	for (size_t i = _num_words/2; i--; )
		_sink(i, _num_words);

	for (size_t end = _num_words; end-- > 1; ) {
		Occurrence const tmp = _words[0];
		_words[0]   = _words[end];
		_words[end] = tmp;
		_sink(0, end);
	}
}


void Text::_sum_up()
{
	_totals = new (_alloc) Totals[_num_chunks + 1];

	for (size_t i = 0; i < _num_words; i++) {
		Totals &totals = _totals[_words[i].chunk + 1];
		totals.words++;
		if (i == 0 || !_same_word(i - 1, i))
			totals.distinct++;
	}
	for (unsigned i = 1; i <= _num_chunks; i++) {
		_totals[i].words    += _totals[i - 1].words;
		_totals[i].distinct += _totals[i - 1].distinct;
	}
}


size_t Text::_lower_bound(char const *word) const
{
	size_t from = 0, to = _num_words;
	while (from < to) {
		size_t const middle = from + (to - from)/2;
		if (_order(word, _words[middle]) > 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}


size_t Text::count(char const *word, unsigned chunks) const
{
	size_t count = 0;
	for (size_t i = _lower_bound(word); i < _num_words; i++) {
		if (_order(word, _words[i]) != 0 || _words[i].chunk >= chunks)
			break;
		count++;
	}
	return count;
}


void Text::word(size_t i, Word &dst) const
{
	Occurrence const &occurrence = _words[i];
	for (unsigned c = 0; c < occurrence.len; c++)
		dst[c] = (char)(_text[occurrence.offset + c] | 0x20);
	dst[occurrence.len] = 0;
}


Text::Text(Allocator &alloc, char const *text, size_t size, size_t chunk_size)
:
	_alloc(alloc), _text(text), _size(size),
	_chunk_size(max((size_t)1, min(chunk_size, (size_t)Kv::Chunk::MAX_SIZE)))
{
	_divide();
	_collect_words();
	_sort_words();
	_sum_up();
}


Text::~Text()
{
	_alloc.free(_totals,      sizeof(Totals)*(_num_chunks + 1));
	_alloc.free(_words,       sizeof(Occurrence)*_num_words);
	_alloc.free(_chunk_start, sizeof(uint32_t)*(_num_chunks + 1));
}
