/*
 * \brief  Client of the word counter, which verifies all it is told
 *
 * Each answer of the server is verified on its own, against the text and the
 * position that the answer tells. So it does not matter if the server, or the
 * client itself, was rolled back to an earlier state since the last call.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/attached_ram_dataspace.h>
#include <base/attached_rom_dataspace.h>
#include <base/component.h>
#include <base/heap.h>
#include <base/log.h>
#include <kv_session/connection.h>
#include <text.h>
#include <timer_session/connection.h>
#include <util/misc_math.h>

namespace Kv_client {

	using Kv::Answer;
	using Kv::Chunk;
	using Kv::Position;

	struct Main;
}


struct Kv_client::Main
{
	enum {
		/* words verified after each chunk */
		SAMPLES = 16,

		/* a rollback can make the server refuse a chunk, but not again and again */
		MAX_REFUSALS = 20,

		CHUNK_SIZE = 4096,
	};

	typedef String<64> Name;

	Env                   &env;
	Attached_rom_dataspace config { env, "config" };
	Heap                   heap   { env.ram(), env.rm() };

	Name     const text_name  { config.xml().attribute_value("text", Name("GPL-3")) };
	size_t   const chunk_size { config.xml().attribute_value("chunk", Number_of_bytes(CHUNK_SIZE)) };
	unsigned const round_ms   { config.xml().attribute_value("round_ms", 500U) };

	Attached_rom_dataspace text_rom { env, text_name.string() };
	Text                   text     { heap, text_rom.local_addr<char>(), text_rom.size(), chunk_size };
	Attached_ram_dataspace chunk_ds { env.ram(), env.rm(), Chunk::MAX_SIZE };
	Kv::Connection         kv       { env };
	Timer::Connection      timer    { env };

	Position position       { };       /* of the server, as of the last answer */
	unsigned verified_round = 0;
	unsigned refusals       = 0;       /* in succession */
	uint32_t random         = 1;

	Signal_handler<Main> tick_handler { env.ep(), *this, &Main::handle_tick };

	bool round_complete() const
	{
		return position.round == 0 || position.chunks >= text.num_chunks();
	}

	/**
	 * Verify what every answer tells, and go on at its position
	 *
	 * \return  false if the answer is wrong
	 */
	bool accept(Answer const &answer)
	{
		unsigned const chunks = answer.position.chunks;
		if (chunks > text.num_chunks()) {
			error("server is at chunk ", chunks, " of ", text.num_chunks());
			return false;
		}

		position = answer.position;

		if (answer.words == text.words(chunks) && answer.distinct == text.distinct(chunks))
			return true;

		error("round ", position.round, ", ", chunks, " chunks: ",
		      answer.words, " words, ", answer.distinct, " distinct, instead of ",
		      text.words(chunks), " and ", text.distinct(chunks));
		return false;
	}

	bool verify(char const *word)
	{
		Answer const answer = kv.count(word);

		if (answer.echo != Kv::checksum(word, strlen(word))) {
			error("answer to a question for another word than '", word, "'");
			return false;
		}
		if (!accept(answer))
			return false;

		size_t const expected = text.count(word, answer.position.chunks);
		if (answer.count == expected)
			return true;

		error("round ", position.round, ", ", position.chunks, " chunks: ",
		      answer.count, " times '", word, "' instead of ", expected);
		return false;
	}

	void verify_samples()
	{
		for (unsigned i = 0; i < SAMPLES && text.num_words(); i++) {
			random = random*1664525 + 1013904223;

			Text::Word word;
			text.word((random >> 8) % text.num_words(), word);
			verify(word);
		}
		verify("nosuchword");
	}

	void verify_all()
	{
		Position const at = position;
		bool           ok = true;

		for (size_t i = 0; ok && i < text.num_words(); i = text.next_different(i)) {
			Text::Word word;
			text.word(i, word);
			ok = verify(word);
		}

		/* a server that was rolled back meanwhile gets the rest of the round again */
		if (!(position == at))
			return;

		verified_round = at.round;
		if (ok)
			log("round ", at.round, ": ", text.words(at.chunks), " words, ",
			    text.distinct(at.chunks), " distinct, all counts verified");
	}

	void feed()
	{
		bool     const next_round = round_complete();
		unsigned const index      = next_round ? 0 : position.chunks;

		Chunk const chunk {
			.size     = text.chunk_size(index),
			.round    = position.round + next_round,
			.index    = index,
			.checksum = Kv::checksum(text.chunk(index), text.chunk_size(index)) };

		memcpy(chunk_ds.local_addr<char>(), text.chunk(index), chunk.size);

		Position const at     = position;
		Answer   const answer = kv.feed(chunk_ds.cap(), chunk);
		accept(answer);

		bool const refused = answer.status != Answer::OK && answer.position == at;

		refusals = refused ? refusals + 1 : 0;
		if (refusals == MAX_REFUSALS) {
			refusals = 0;
			error("server refuses chunk ", index, " of round ", chunk.round,
			      ", status ", (int)answer.status);
		}
	}

	void handle_tick()
	{
		/* a call that a rollback of the server cut off is repeated at the next tick */
		try {
			if (round_complete() && position.round && verified_round != position.round) {
				verify_all();
				return;
			}
			feed();
			verify_samples();
		}
		catch (Ipc_error)         { }
		catch (Blocking_canceled) { }
	}

	explicit Main(Env &env) : env(env)
	{
		if (!text.num_chunks()) {
			error("the text is empty");
			return;
		}
		log("text '", text_name, "' has ", text.num_words(), " words in ",
		    text.num_chunks(), " chunks");

		/* one tick for each chunk, and one for verifying the round */
		timer.sigh(tick_handler);
		timer.trigger_periodic(max(1U, 1000*round_ms/(text.num_chunks() + 1)));
	}
};


void Component::construct(Genode::Env &env) { static Kv_client::Main main(env); }
