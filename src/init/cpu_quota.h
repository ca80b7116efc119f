/*
 * \brief  CPU quota that init shares out among its children
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INIT__CPU_QUOTA_H_
#define _INIT__CPU_QUOTA_H_

#include <base/lock.h>
#include <cpu_session/cpu_session.h>
#include <util/misc_math.h>

namespace Init {

	using namespace Genode;

	class Cpu_quota;
}


/**
 * Part of init's CPU quota that no child has
 *
 * A CPU session does not tell its quota, and transfers are relative to what
 * the session has left. So init keeps books.
 */
class Init::Cpu_quota
{
	private:

		Lock   _lock  { };
		size_t _avail { Cpu_session::QUOTA_LIMIT };   /* 'QUOTA_LIMIT' is all that init has */

	public:

		struct Share
		{
			size_t taken;      /* of init's quota, to be given back */
			size_t of_avail;   /* of what is left, the amount of the transfer */
			bool   complete;   /* false if it is less than wanted */
		};

		/**
		 * Take a share, all there is if that does not suffice
		 */
		Share take(size_t percent)
		{
			Lock::Guard guard(_lock);

			size_t const limit  = Cpu_session::QUOTA_LIMIT;
			size_t const wanted = Cpu_session::quota_lim_upscale(min(percent, (size_t)100), 100);
			size_t const taken  = min(wanted, _avail);

			Share const share {
				.taken    = taken,
				.of_avail = taken < _avail ? Cpu_session::quota_lim_upscale(taken, _avail) : limit,
				.complete = percent <= 100 && wanted <= _avail };

			_avail -= taken;
			return share;
		}

		void give_back(size_t taken)
		{
			Lock::Guard guard(_lock);
			_avail += taken;
		}
};

#endif /* _INIT__CPU_QUOTA_H_ */
