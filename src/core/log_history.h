/*
 * \brief  Latest lines of the log
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__LOG_HISTORY_H_
#define _CORE__LOG_HISTORY_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace Core { class Log_history; }


/**
 * Bounded memory of log lines, for people who ask later on
 *
 * Can be used by any thread.
 */
class Core::Log_history
{
	public:

		/** Bytes that are kept, the oldest lines go first */
		static constexpr size_t CAPACITY = 1u << 20;

		/** Bytes of a line that are kept */
		static constexpr size_t MAX_LINE = 8192;

		struct Line
		{
			uint64_t    number;     /* counts from 1 */
			uint64_t    time_us;    /* since 1970-01-01 00:00 UTC */
			std::string text;
		};

	private:

		/* short lines must not get along with almost no capacity */
		static constexpr size_t OVERHEAD = sizeof(Line);

		std::mutex              _mutex    { };
		std::condition_variable _appended { };
		std::deque<Line>        _lines    { };
		size_t                  _size     = 0;
		uint64_t                _count    = 0;
		bool                    _closed   = false;

	public:

		void append(std::string const &line);

		/**
		 * Return lines behind the one with number 'after'
		 *
		 * \param wait  time to wait if there is none
		 */
		std::vector<Line> lines(uint64_t after, std::chrono::milliseconds wait);

		/** Let nobody wait anymore */
		void close();
};

#endif /* _CORE__LOG_HISTORY_H_ */
