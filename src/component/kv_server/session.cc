/*
 * \brief  Session at the word counter
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_dataspace.h>
#include <kv_session/words.h>
#include <session.h>

using namespace Kv_server;


/**
 * Copy the chunk out of the dataspace of the client
 *
 * The client may be rolled back in the meantime and its dataspace with it. So
 * the words are counted in the copy, and not before its checksum is right.
 */
bool Session_component::_fetch(Dataspace_capability ds, Chunk const &chunk)
{
	try {
		Attached_dataspace const text(_env.rm(), ds);

		if (chunk.size > text.size() || chunk.size > sizeof(_buffer.data))
			return false;

		memcpy(_buffer.data, text.local_addr<char>(), chunk.size);
	}
	catch (Attached_dataspace::Invalid_dataspace) { return false; }
	catch (Region_map::Attach_failed)             { return false; }
	catch (Ipc_error)                             { return false; }

	return Kv::checksum(_buffer.data, chunk.size) == chunk.checksum;
}


bool Session_component::_count_words(Chunk const &chunk)
{
	try {
		Kv::for_each_word(_buffer.data, chunk.size, [&] (char const *word, size_t) {
			_table.add(word); });
		return true;
	}
	catch (Allocator::Out_of_memory) { return false; }
}


void Session_component::_start_round(unsigned round)
{
	if (_verbose && _position.round)
		log("round ", _position.round, " ends: ", _position.chunks, " chunks, ",
		    _table.words(), " words, ", _table.distinct(), " distinct");

	_table.clear();
	_position = { .round = round, .chunks = 0 };
}


Answer Session_component::feed(Dataspace_capability ds, Chunk const &chunk)
{
	if (!_expected(chunk))
		return _answer(Answer::OUT_OF_ORDER);

	if (!_fetch(ds, chunk))
		return _answer(Answer::UNREADABLE);

	if (chunk.round != _position.round)
		_start_round(chunk.round);

	if (!_count_words(chunk)) {
		/* a part of the chunk is counted, which no position stands for */
		_start_round(chunk.round);
		return _answer(Answer::NO_MEMORY);
	}

	_position.chunks++;
	return _answer();
}


Answer Session_component::count(Word const &word)
{
	Answer answer = _answer();

	char const * const text = word.string();
	answer.count = _table.count(text);
	answer.echo  = Kv::checksum(text, strlen(text));
	return answer;
}


void Session_component::save(Ipc_marshaller &out) const
{
	out.insert_value(State { .version = STATE_VERSION, .position = _position });
}


/**
 * Take back the position, but no counts, which are too large to be handed out
 *
 * A session that is at least as far as the saved one keeps its own counts and
 * position. Otherwise, the saved round starts over. In both cases, position
 * and counts fit together, and the client goes on at the position that the
 * next answer tells.
 */
bool Session_component::restore(Ipc_unmarshaller &in)
{
	State state { };
	in.extract_value(state);
	if (state.version != STATE_VERSION)
		return false;

	bool const ahead = _position.round > state.position.round
	                || (_position.round  == state.position.round &&
	                    _position.chunks >= state.position.chunks);
	if (!ahead)
		_start_round(state.position.round);

	return true;
}
