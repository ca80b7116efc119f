/*
 * \brief  Session
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__SESSION__SESSION_H_
#define _INCLUDE__SESSION__SESSION_H_

#include <session/capability.h>

/*
 * Each session interface provides a static function 'service_name' that
 * returns the name under which servers announce it.
 */
namespace Genode { class Session; }


/**
 * Base of all session interfaces
 */
class Genode::Session
{
	public:

		virtual ~Session() { }
};

#endif /* _INCLUDE__SESSION__SESSION_H_ */
