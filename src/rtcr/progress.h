/*
 * \brief  Progress of a long operation
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__PROGRESS_H_
#define _RTCR__PROGRESS_H_

#include <cstdint>
#include <functional>

namespace Rtcr {

	/** Part of an operation that takes long if there is much memory */
	enum class Stage {
		COPY,       /* memory is copied, the components run */
		COLLECT,    /* the copy is written to a file in memory */
		CHECK,      /* the pages of a snapshot are checked for damage */
		PREPARE,    /* memory is prepared for a restore, the components stand still */
		COMPLETE,   /* memory that a restore left to come in on demand is needed now */
		COMPARE,    /* memory is compared with the snapshot, the restore is as good as done */
	};

	/**
	 * Function called with the pages of a stage that are done and their total
	 *
	 * An exception that it throws ends the operation, and leaves everything as
	 * it was. When the components have changed already, it ends no more than
	 * the comparison. As the kernel lock may be held then, the function must
	 * neither take it nor wait for anybody.
	 */
	using Progress = std::function<void (Stage, uint64_t done, uint64_t total)>;

	class Progress_meter;
}


/**
 * Counter of pages that reports now and then
 */
class Rtcr::Progress_meter
{
	private:

		/* pages between two reports */
		static constexpr uint64_t INTERVAL = 1024;

		Progress const &_progress;
		Stage    const  _stage;
		uint64_t const  _total;
		uint64_t        _done = 0;
		uint64_t        _next = INTERVAL;

		Progress_meter(Progress_meter const &) = delete;
		Progress_meter &operator = (Progress_meter const &) = delete;

		void _report()
		{
			_next = _done + INTERVAL;

			if (_progress)
				_progress(_stage, _done, _done < _total ? _total : _done);
		}

	public:

		/**
		 * Constructor
		 *
		 * \param progress  may be null
		 * \param total     estimated number of pages
		 */
		Progress_meter(Progress const &progress, Stage stage, uint64_t total)
		: _progress(progress), _stage(stage), _total(total) { }

		void advance(uint64_t pages = 1)
		{
			_done += pages;
			if (_done >= _next)
				_report();
		}

		/** Be at a number of pages at least */
		void reach(uint64_t pages)
		{
			if (pages > _done)
				advance(pages - _done);
		}

		uint64_t done() const { return _done; }
};

#endif /* _RTCR__PROGRESS_H_ */
