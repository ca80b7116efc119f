/*
 * \brief  Common base of all exceptions of the framework
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__EXCEPTION_H_
#define _INCLUDE__BASE__EXCEPTION_H_

namespace Genode { class Exception; }


/**
 * Base of all exceptions
 *
 * An exception is identified by its type alone. It carries no message, so
 * that throwing one costs no memory beyond the object itself.
 */
class Genode::Exception { };

#endif /* _INCLUDE__BASE__EXCEPTION_H_ */
