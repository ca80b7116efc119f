/*
 * \brief  Cancellation of blocking operations
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__BLOCKING_H_
#define _INCLUDE__BASE__BLOCKING_H_

#include <base/exception.h>

namespace Genode { class Blocking_canceled; }


/**
 * Thrown by a blocking operation that was cancelled, see
 * 'Thread::cancel_blocking'
 */
class Genode::Blocking_canceled : public Exception { };

#endif /* _INCLUDE__BASE__BLOCKING_H_ */
