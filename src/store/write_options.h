/*
 * \brief  How snapshot files are written
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _STORE__WRITE_OPTIONS_H_
#define _STORE__WRITE_OPTIONS_H_

#include <store/progress.h>
#include <store/temporary_file.h>

namespace Store {

	enum class Compression { NONE, ZSTD };

	struct Write_options;
}


struct Store::Write_options
{
	/**
	 * NONE keeps pages mappable, ZSTD keeps files small
	 *
	 * Pages that ZSTD does not make smaller are kept as they are. Runs of zero
	 * pages cost no space in either case.
	 */
	Compression compression = Compression::NONE;

	/**
	 * Level of Zstandard, negative levels are faster than 1
	 */
	int level = 1;

	Durability durability = Durability::SYNCED;

	Progress progress { };
};

#endif /* _STORE__WRITE_OPTIONS_H_ */
