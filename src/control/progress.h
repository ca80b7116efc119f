/*
 * \brief  Progress of a long operation
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CONTROL__PROGRESS_H_
#define _CONTROL__PROGRESS_H_

#include <cstdint>
#include <functional>

namespace Control {

	/** Part of a long operation */
	enum class Stage : uint8_t {
		COPY,       /* memory is copied, the components run */
		COLLECT,    /* the copy is written to a file in memory */
		CHECK,      /* the pages of a snapshot are checked for damage */
		PREPARE,    /* memory is prepared for a restore, the components stand still */
		COMPLETE,   /* memory that a restore left to come in on demand is needed now */
		COMPARE,    /* memory is compared with the snapshot, the restore is as good as done */
	};

	static constexpr unsigned NUM_STAGES = unsigned(Stage::COMPARE) + 1;

	/**
	 * Function called now and then with the bytes of a stage that are done and
	 * their total, which is an estimate and may grow
	 *
	 * An exception that it throws ends the operation without a trace and
	 * reaches the caller. When it is too late for that, it ends no more than
	 * the comparison.
	 */
	using Progress = std::function<void (Stage, uint64_t done, uint64_t total)>;
}

#endif /* _CONTROL__PROGRESS_H_ */
