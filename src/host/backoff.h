/*
 * \brief  Waiting longer each time that something is in vain
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _HOST__BACKOFF_H_
#define _HOST__BACKOFF_H_

#include <algorithm>

namespace Host { template <unsigned MAX_STEPS> class Backoff; }


/**
 * Number of occasions at which something is not tried, doubled by each failure
 */
template <unsigned MAX_STEPS>
class Host::Backoff
{
	private:

		unsigned _left = 0, _next = 1;

	public:

		/** Return true as long as nothing should be tried */
		bool active() const { return _left; }

		/** Let an occasion pass */
		void pass() { _left -= _left > 0; }

		void failed()
		{
			_left = _next;
			_next = std::min(2*_next, MAX_STEPS);
		}

		void succeeded()
		{
			_left = 0;
			_next = 1;
		}
};

#endif /* _HOST__BACKOFF_H_ */
