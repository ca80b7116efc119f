/*
 * \brief  Forged snapshot files
 *
 * Checksums keep damage from getting far into the reader, yet anybody can
 * compute them. A forged file has arbitrary content under correct checksums.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TEST__UNIT__STORE__FORGE_H_
#define _TEST__UNIT__STORE__FORGE_H_

#include <support.h>

#include <store/layout.h>

namespace Store_test {

	/**
	 * Correct magic numbers, total size, and all checksums that can be found
	 */
	void reseal(Bytes &file);

	/**
	 * Return writable header of a file that is large enough for one
	 */
	Store::Layout::Header::Record header_of(Bytes &file);

	/**
	 * Return writable entry 'number' of the page index of an intact file
	 */
	Store::Layout::Index_entry::Record index_entry_of(Bytes &file, std::size_t number);
}

#endif /* _TEST__UNIT__STORE__FORGE_H_ */
