/*
 * \brief  Calls of components to the server of a session since some instant
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _RTCR__SERVER_CALLS_H_
#define _RTCR__SERVER_CALLS_H_

#include <vector>

#include <kernel/gate.h>
#include <rtcr/component_set.h>

namespace Rtcr { class Server_calls; }


/**
 * Calls of components to one server, from the construction on
 *
 * Used with the kernel lock held.
 */
class Rtcr::Server_calls
{
	private:

		std::vector<Kernel::Ref<Kernel::Gate>> _gates { };

		uint64_t _calls     = 0;
		bool     _under_way = false;

		void     _add(Kernel::Gate &);
		uint64_t _num_calls() const;

	public:

		/**
		 * Constructor
		 *
		 * Channels to the server are closed, because calls that come by them
		 * are not counted one by one.
		 *
		 * \param session  gate that the server is bound to
		 */
		Server_calls(Component_set const &, Kernel::Gate &session);

		/**
		 * Return true if no call of the components has been under way, valid
		 * while the components are frozen
		 */
		bool none() const { return !_under_way && _num_calls() == _calls; }

		/** Return true if a call was under way at the construction */
		bool under_way() const { return _under_way; }
};

#endif /* _RTCR__SERVER_CALLS_H_ */
