/*
 * \brief  Which dataspaces are filled before the components go on
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__IMMEDIATE_CONTENT_H_
#define _RTCR__IMMEDIATE_CONTENT_H_

#include <cstdint>

namespace Rtcr { class Immediate_content; }


/**
 * Choice between content that is there from the start, and content on demand
 *
 * Content on demand needs processes in which it is not mapped. If there are fresh
 * ones anyway, only what is accessed soon, like stacks, is worth the wait.
 * Otherwise, it pays to read more. In total, the wait does not grow with the
 * number of dataspaces.
 */
class Rtcr::Immediate_content
{
	public:

		enum class Processes { FRESH, KEPT };

	private:

		uint64_t const _max_size;    /* of a dataspace */
		uint64_t       _left;

	public:

		/**
		 * Constructor
		 *
		 * \param processes  what becomes of the processes of the components
		 */
		explicit Immediate_content(Processes processes)
		:
			_max_size(processes == Processes::FRESH ?  64*1024 :  512*1024),
			_left    (processes == Processes::FRESH ? 512*1024 : 8192*1024)
		{ }

		/**
		 * Return true if the next dataspace is to be filled at once
		 *
		 * \param size  its size in bytes
		 */
		bool next(uint64_t size)
		{
			if (size > _max_size || size > _left)
				return false;

			_left -= size;
			return true;
		}
};

#endif /* _RTCR__IMMEDIATE_CONTENT_H_ */
