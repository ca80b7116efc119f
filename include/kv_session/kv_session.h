/*
 * \brief  Session interface of a server that counts the words of a text
 *
 * A client feeds a text chunk by chunk, in rounds. Each answer tells the
 * position of the server: the number of the round and the number of chunks
 * that its counts cover. A client must go on at this position, which may be
 * another one than it expects once the server or the client itself was rolled
 * back to an earlier state. A chunk that is not the next one is ignored, so a
 * call that is sent twice has the effect of one.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__KV_SESSION__KV_SESSION_H_
#define _INCLUDE__KV_SESSION__KV_SESSION_H_

#include <base/rpc.h>
#include <base/rpc_args.h>
#include <dataspace/capability.h>
#include <session/session.h>

namespace Kv {

	/* the headers of core define the type globally */
	typedef Genode::size_t   size_t;
	typedef Genode::uint64_t uint64_t;

	struct Position;
	struct Chunk;
	struct Answer;
	struct Session;
}


/**
 * What the counts of the server cover
 */
struct Kv::Position
{
	unsigned round  = 0;   /* 0 if nothing was ever fed */
	unsigned chunks = 0;

	bool operator == (Position const &other) const {
		return round == other.round && chunks == other.chunks; }
};


/**
 * Part of the text, held by a dataspace
 */
struct Kv::Chunk
{
	enum { MAX_SIZE = 16*1024 };

	size_t   size     = 0;
	unsigned round    = 0;
	unsigned index    = 0;   /* the first chunk of a round has index 0 */
	uint64_t checksum = 0;
};


struct Kv::Answer
{
	enum Status {

		OK,

		/** the chunk is not the next one */
		OUT_OF_ORDER,

		/**
		 * the dataspace could not be read or does not hold the chunk, which
		 * happens if the client is rolled back while it is being served
		 */
		UNREADABLE,

		/** the round starts over because of a lack of memory */
		NO_MEMORY,
	};

	Status   status   = OK;
	Position position { };
	size_t   words    = 0;   /* number of words fed in this round */
	size_t   distinct = 0;   /* number of different words */
	size_t   count    = 0;   /* how often the requested word occurred */
	uint64_t echo     = 0;   /* checksum of the requested word */
};


struct Kv::Session : Genode::Session
{
	static const char *service_name() { return "Kv"; }

	enum { MAX_WORD_LEN = 31 };

	typedef Genode::Rpc_in_buffer<MAX_WORD_LEN + 1> Word;

	virtual ~Session() { }

	/**
	 * Count the words of a chunk
	 *
	 * \param ds  holds the chunk at its start
	 */
	virtual Answer feed(Genode::Dataspace_capability ds, Chunk const &chunk) = 0;

	/**
	 * Request how often a word occurred
	 */
	virtual Answer count(Word const &word) = 0;

	/**
	 * Request position and totals
	 */
	virtual Answer totals() = 0;

	GENODE_RPC(Rpc_feed, Answer, feed, Genode::Dataspace_capability, Chunk const &);
	GENODE_RPC(Rpc_count, Answer, count, Word const &);
	GENODE_RPC(Rpc_totals, Answer, totals);

	GENODE_RPC_INTERFACE(Rpc_feed, Rpc_count, Rpc_totals);
};

#endif /* _INCLUDE__KV_SESSION__KV_SESSION_H_ */
