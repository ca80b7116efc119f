/*
 * \brief  Destination of log messages
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__LOG_SINK_H_
#define _CORE__LOG_SINK_H_

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include <core/log_history.h>

namespace Core { class Log_sink; }


/**
 * Queue of log lines, written by a thread of its own
 *
 * A reader that does not keep up must not stop the system. If it lags behind
 * too far, the oldest lines get lost and a note is left in their place.
 */
class Core::Log_sink
{
	public:

		/** Function that writes text, may block */
		using Writer = std::function<void (std::string const &)>;

		/** Bytes that are kept if the reader does not keep up */
		static constexpr size_t CAPACITY = 8u << 20;

	private:

		/* bytes that are written at a time, about */
		static constexpr size_t PORTION = 256u << 10;

		Writer const _writer;
		Log_history  _history { };

		std::mutex              _mutex   { };
		std::condition_variable _changed { };
		std::deque<std::string> _lines   { };
		size_t                  _size    = 0;
		size_t                  _lost    = 0;
		bool                    _idle    = true;
		bool                    _stop    = false;

		std::thread _thread;

		/* memory that a line takes, also if it is empty */
		static size_t _size_of(std::string const &line) { return line.size() + sizeof(std::string); }

		void _run();
		std::string _take(std::unique_lock<std::mutex> &);

	public:

		explicit Log_sink(Writer writer);

		/** Destructor, writes what is left */
		~Log_sink();

		/**
		 * Append line
		 *
		 * \param text  may stem from components, see 'Kernel::printable'
		 */
		void write(std::string const &text);

		/** Return latest lines, whether they were written or not */
		Log_history &history() { return _history; }

		/**
		 * Wait until everything is written
		 */
		void flush();
};

#endif /* _CORE__LOG_SINK_H_ */
