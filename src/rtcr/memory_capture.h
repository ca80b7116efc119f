/*
 * \brief  Copying of the memory of components
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__MEMORY_CAPTURE_H_
#define _RTCR__MEMORY_CAPTURE_H_

#include <functional>
#include <list>
#include <optional>
#include <vector>

#include <host/page_file.h>
#include <rtcr/capture.h>
#include <rtcr/memory_images.h>
#include <rtcr/pause_model.h>
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

		/** When to stop copying before the pause */
		struct Aim
		{
			uint64_t           tolerated_pages;   /* nothing is done for fewer ones */
			uint64_t           max_pause_us;      /* 0 for no budget */
			Pause_model const &pauses;

			bool fits(uint64_t pages) const
			{
				return !max_pause_us || pauses.predicted_us(pages) <= max_pause_us;
			}
		};

	private:

		struct Target
		{
			std::shared_ptr<Memory_image> image;
			Host::Memory                  memory;
		};

		using Targets = std::vector<Target>;

		/** Dataspaces of the components, and who can write them */
		struct Inventory
		{
			Component_set::Version   set;
			uint64_t                 changes;      /* of memory, in the whole system */
			Component_set::Objects   dataspaces;
			Targets                  targets;
			Memory_images::Processes own, others;   /* those of the components, and further ones */

			/* of the own processes */
			std::list<Host::Write_search> searches;
		};

		Kernel::System &_system;
		Memory_images  &_images;
		Progress const &_progress;

		uint64_t _copied = 0;   /* pages that differed from the previous copy */
		unsigned _rounds = 0;   /* before the pause */
		uint64_t _paused_pages = 0, _paused_us = 0;   /* copied in the pause, and time for it */

		std::vector<uint32_t> _batch { };   /* pages of a dataspace to be copied next */

		std::optional<Inventory> _inventory { };

		uint64_t _changed = 0, _repeated = 0;   /* pages since the previous checkpoint */

		/* by 'record' */
		std::vector<std::shared_ptr<Memory_image>> _recorded { };

		/* by 'begin_search' */
		Host::Write_search::Parts _found { };

		static void _access_in_advance(Targets const &, Host::Write_search::Parts const &);
		void _look_ahead(Kernel::Lock_guard &, Component_set const &, Targets const &);
		void _search(Host::Write_search::From);
		void _finish_search();

		Targets  _targets(Component_set::Ram_dataspaces const &) const;
		uint64_t _written(Targets const &) const;
		uint64_t _expected(Targets const &) const;

		/* deals with the pages of '_batch' */
		using Batch_fn = std::function<void (Target &)>;

		void _copy(Target &, Batch_fn const &);
		void _copy(Targets &, Progress const &);
		void _copy_unseen(Target &);
		void _complete_copies();

	public:

		/**
		 * Constructor
		 *
		 * \param progress  called while the components run
		 */
		Memory_capture(Kernel::System &system, Memory_images &images, Progress const &progress)
		: _system(system), _images(images), _progress(progress) { }

		/**
		 * Copy what was written until there is little left, or until more is
		 * written than copied
		 *
		 * With a budget, this goes on until the pause is expected to fit, as
		 * long as there is hope. The kernel lock is released meanwhile.
		 *
		 * \return  number of pages that are expected to be left
		 *
		 * \throw Host::System_error  no memory, or whatever the report of the
		 *                             progress throws
		 */
		uint64_t precopy(Kernel::Lock_guard &, Set_fn const &, Aim const &);

		~Memory_capture();

		/**
		 * Find out which dataspaces there are, no effect if that is known
		 *
		 * What is found before the components are frozen need not be found
		 * while they stand still.
		 */
		void find_dataspaces(Component_set const &);

		/** Return dataspaces that the components hold or have attached */
		Component_set::Objects const &dataspaces() const { return _inventory->dataspaces; }

		/**
		 * Let another thread begin to find what the components wrote since
		 *
		 * They stand still, and 'find_dataspaces' was called since. The kernel
		 * lock stays held until 'copy_written'.
		 */
		void begin_search();

		/**
		 * Copy what was written since, the components stand still
		 *
		 * \throw Host::System_error
		 */
		void copy_written(Stopwatch &);

		/**
		 * Add the dataspaces to the snapshot
		 */
		void record(Capture &);

		/**
		 * Save the copies of these dataspaces, in the order of the snapshot
		 *
		 * The components run, and the kernel lock is not needed.
		 */
		std::vector<Memory_version> commit();

		/** Rounds of 'precopy', and pages that were copied by them */
		unsigned rounds()          const { return _rounds; }
		uint64_t precopied_pages() const { return _copied; }

		/**
		 * Pages of which the content differs from the previous checkpoint, and
		 * those of them of which it did for that one as well, after 'commit'
		 */
		uint64_t changed_pages()  const { return _changed; }
		uint64_t repeated_pages() const { return _repeated; }

		/** Pages that were copied by 'copy_written', and the time for it */
		uint64_t paused_pages() const { return _paused_pages; }
		uint64_t paused_us()    const { return _paused_us; }
};

#endif /* _RTCR__MEMORY_CAPTURE_H_ */
