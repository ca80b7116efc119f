/*
 * \brief  Completion of a request
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__COMPLETION_H_
#define _HOST__COMPLETION_H_

#include <cstdint>

#include <host/futex.h>

namespace Host { class Completion; }


/**
 * Completion of a request of which the thread does not know yet
 *
 * Can be used as long as the arena exists, also if the carrier is gone.
 */
class Host::Completion
{
	private:

		uint32_t *_word;

	public:

		explicit Completion(uint32_t &word) : _word(&word) { }

		/** Let the thread go on */
		void wake() const { futex_wake(*_word); }
};

#endif /* _HOST__COMPLETION_H_ */
