/*
 * \brief  All protections of a system
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__PROTECTIONS_H_
#define _RTCR__PROTECTIONS_H_

#include <list>

#include <rtcr/protection.h>

namespace Rtcr { class Protections; }


/**
 * Owner of the protections
 *
 * A protection that was retired lives on until its thread has ended, for which
 * nobody waits with the kernel lock held.
 */
class Rtcr::Protections
{
	private:

		Kernel::System      &_system;
		Engine              &_engine;
		Core::Log_sink      &_log;
		Protection_observer &_observer;

		std::list<Protection> _protections { };
		bool                  _closing = false;
		std::thread           _reaper;   /* uses the other members */

		void _reap();

		Protections(Protections const &) = delete;
		Protections &operator = (Protections const &) = delete;

	public:

		Protections(Kernel::System &, Engine &, Core::Log_sink &, Protection_observer &);

		/** Destructor, called without the kernel lock */
		~Protections();

		/*
		 * The methods below are called with the kernel lock held.
		 */

		/**
		 * Create protection, ended by 'Protection::retire'
		 */
		Protection &create(Core::Quota &);

		/** Return number of protections, with those that are about to end */
		size_t count() const { return _protections.size(); }

		/** See 'Protection' */
		void crashed(std::string const &label, std::string const &reason)
		{
			for_each([&] (Protection &protection) { protection.crashed(label, reason); });
		}

		/** See 'Protection' */
		void restored(std::vector<std::string> const &labels)
		{
			for_each([&] (Protection &protection) { protection.restored(labels); });
		}

		/** Call 'fn' with each protection that was not retired */
		void for_each(auto const &fn)
		{
			for (Protection &protection : _protections)
				if (!protection.retired())
					fn(protection);
		}
};

#endif /* _RTCR__PROTECTIONS_H_ */
