/*
 * \brief  Session at the word counter
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _SESSION_H_
#define _SESSION_H_

#include <base/env.h>
#include <base/rpc_server.h>
#include <kv_session/kv_session.h>
#include <word_table.h>

namespace Kv_server {

	using Kv::Answer;
	using Kv::Chunk;
	using Kv::Position;

	/** Copy of the chunk that is being counted, one for all sessions */
	struct Chunk_buffer { char data[Chunk::MAX_SIZE]; };

	class Session_component;
}


class Kv_server::Session_component : public Rpc_object<Kv::Session>
{
	private:

		/* what the session hands out when its client is checkpointed */
		struct State
		{
			uint32_t version;
			Position position;
		};

		enum { STATE_VERSION = 1 };

		Env          &_env;
		Chunk_buffer &_buffer;
		bool const    _verbose;
		Word_table    _table;
		Position      _position { };

		/**
		 * Return true if a chunk continues the current round or starts the next
		 */
		bool _expected(Chunk const &chunk) const
		{
			if (chunk.round == _position.round)
				return chunk.round && chunk.index == _position.chunks;

			return chunk.round == _position.round + 1 && chunk.index == 0;
		}

		Answer _answer(Answer::Status status = Answer::OK) const
		{
			return { .status   = status,
			         .position = _position,
			         .words    = _table.words(),
			         .distinct = _table.distinct() };
		}

		bool _fetch(Dataspace_capability, Chunk const &);
		bool _count_words(Chunk const &);
		void _start_round(unsigned round);

	public:

		Session_component(Env &env, Allocator &alloc, Chunk_buffer &buffer, bool verbose)
		: _env(env), _buffer(buffer), _verbose(verbose), _table(alloc) { }

		void save(Ipc_marshaller &) const;
		bool restore(Ipc_unmarshaller &);


		/**************************
		 ** Kv session interface **
		 **************************/

		Answer feed(Dataspace_capability, Chunk const &) override;
		Answer count(Word const &) override;
		Answer totals() override { return _answer(); }
};

#endif /* _SESSION_H_ */
