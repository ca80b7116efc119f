/*
 * \brief  Copying of the memory of components
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__MEMORY_CAPTURE_H_
#define _RTCR__MEMORY_CAPTURE_H_

#include <functional>
#include <vector>

#include <host/page_file.h>
#include <rtcr/capture.h>
#include <rtcr/memory_images.h>
#include <rtcr/progress.h>
#include <rtcr/stopwatch.h>

namespace Rtcr { class Memory_capture; }


/**
 * Capture of the dataspaces of a set of components
 *
 * The images of the dataspaces are brought up to date in rounds while the
 * components run, so little is left to do when they stand still.
 */
class Rtcr::Memory_capture
{
	public:

		/** Function that returns the components as they are */
		using Set_fn = std::function<Component_set const &()>;

	private:

		struct Target
		{
			std::shared_ptr<Memory_image> image;
			Host::Memory                  memory;
		};

		using Targets = std::vector<Target>;

		Memory_images  &_images;
		Progress const &_progress;

		uint64_t _copied = 0;   /* pages that differed from the previous copy */

		std::vector<uint32_t> _batch { };   /* pages of a dataspace to be copied next */

		Targets  _targets(Component_set const &) const;
		uint64_t _written(Targets const &) const;
		uint64_t _expected(Targets const &) const;
		void     _copy(Target &, Progress_meter &);
		void     _copy(Targets &, Progress const &);

	public:

		/**
		 * Constructor
		 *
		 * \param progress  called while the components run
		 */
		Memory_capture(Memory_images &images, Progress const &progress)
		: _images(images), _progress(progress) { }

		/**
		 * Copy what was written until there is little left, or until more is
		 * written than copied
		 *
		 * The kernel lock is released meanwhile.
		 *
		 * \param tolerated  nothing is done if no more pages than this are
		 *                   expected to have been written
		 *
		 * \throw Host::System_error  no memory, or whatever the report of the
		 *                             progress throws
		 */
		void precopy(Kernel::Lock_guard &, Set_fn const &, uint64_t tolerated);

		/**
		 * Copy what was written since, the components stand still
		 *
		 * The kernel lock is released meanwhile.
		 *
		 * \throw Host::System_error
		 */
		void copy_written(Kernel::Lock_guard &, Component_set const &, Stopwatch &);

		/**
		 * Copy the dataspaces that came into being since
		 */
		void copy_new(Component_set const &);

		/**
		 * Save the copies of the captured dataspaces, in the order of the snapshot
		 */
		std::vector<Memory_version> commit(Capture &) const;

		uint64_t copied_pages() const { return _copied; }
};

#endif /* _RTCR__MEMORY_CAPTURE_H_ */
