/*
 * \brief  Attacks of a component on the system that runs it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _ATTACK_H_
#define _ATTACK_H_

#include <initializer_list>

#include <base/env.h>
#include <base/log.h>
#include <kernel/abi/utcb.h>

namespace Attack {

	using namespace Genode;

	/* the interface of the kernel and that of the framework name their types differently */
	typedef ::uint8_t  u8;
	typedef ::uint16_t u16;
	typedef ::uint32_t u32;
	typedef ::uint64_t u64;
	typedef ::int64_t  i64;

	struct Report;
	struct Entry;

	/** All attacks, the last entry has no name */
	extern Entry const attacks[];

	/** Pseudo-random numbers, the same ones in each run (xorshift64*, Vigna 2016) */
	struct Random
	{
		u64 state;

		explicit Random(u64 seed) : state(seed * 0x9e3779b97f4a7c15ull + 1) { }

		u64 next()
		{
			state ^= state >> 12;
			state ^= state << 25;
			state ^= state >> 27;
			return state * 0x2545f4914f6cdd1dull;
		}

		u64 below(u64 limit) { return next() % limit; }
	};

	/** Numbers at which arithmetic tends to go wrong */
	constexpr u64 EDGES[] = {
		0, 1, 7, 4095, 4096, 4097, 0x7fffffff, 0x80000000, 0xffffffff, 0x100000000,
		0x6ffffffff000, 0x700000000000, 0x700010000000, 0x7ffffffff000, 0x800000000000,
		0x7fffffffffffffff, 0x8000000000000000, 0xfffffffffffff000, 0xffffffff81000000, ~0ull - 1, ~0ull,
	};
}


/**
 * What was tried and what it got
 */
struct Attack::Report
{
	Env &env;

	unsigned long tries    = 0;
	unsigned long refused  = 0;
	unsigned long harmless = 0;   /* granted, and not worth anything */
	unsigned long breaches = 0;

	explicit Report(Env &env) : env(env) { }

	/**
	 * Count an attempt that got something it must not get
	 */
	template <typename... ARGS>
	void breach(ARGS &&... args)
	{
		breaches++;
		if (breaches <= 10)
			log("BREACH: ", args...);
	}

	/**
	 * Count an attempt
	 *
	 * \param refused  true if it got nothing
	 * \param args     says what was attempted
	 */
	template <typename... ARGS>
	void expect_refused(bool refused, ARGS &&... args)
	{
		tries++;
		if (refused)
			this->refused++;
		else
			breach(args...);
	}

	/**
	 * Count an attempt that may succeed within the component
	 */
	void count(bool refused)
	{
		tries++;
		(refused ? this->refused : harmless)++;
	}
};


struct Attack::Entry
{
	char const *name;
	char const *what;
	void (*execute)(Report &);
};

#endif /* _ATTACK_H_ */
