/*
 * \brief  Which objects of others the captured components held
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__PROVENANCE_H_
#define _RTCR__PROVENANCE_H_

#include <map>
#include <set>

#include <rtcr/snapshot.h>

namespace Kernel { class System; }

namespace Rtcr { class Provenance; }


/**
 * Record of the outside objects that the checkpoints of this run refer to
 *
 * A snapshot refers to live objects of others by number, and whoever can
 * write a file can make up numbers. A restore gives a component an object of
 * somebody else only if the same components held it when a checkpoint was
 * taken.
 */
class Rtcr::Provenance
{
	private:

		using Components = std::vector<std::string>;

		struct Held
		{
			std::set<Object_id> objects { };
			size_t              limit = 1024;   /* forget dead ones when there are more */
		};

		std::map<Components, Held> _held { };

	public:

		/**
		 * Note the outside objects of a fresh snapshot
		 *
		 * Objects that do not exist anymore are forgotten from time to time.
		 */
		void record(Kernel::System const &, Snapshot const &);

		/**
		 * Return true if the components of the snapshot held the object
		 */
		bool permits(Snapshot const &, Object_id) const;
};

#endif /* _RTCR__PROVENANCE_H_ */
