/*
 * \brief  Repetition of an operation until it succeeds
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__RETRY_H_
#define _INCLUDE__UTIL__RETRY_H_

namespace Genode {

	/**
	 * Call 'func' until it returns without throwing 'EXC'
	 *
	 * \param EXC       exception that tells that another attempt makes sense
	 * \param func      operation to attempt
	 * \param handler   called after each failed attempt, including the last
	 *                  one, to resolve the problem
	 * \param attempts  maximum number of attempts, unlimited by default
	 *
	 * \throw EXC       all attempts failed, any other exception passes through
	 * \return          what 'func' returns
	 */
	template <typename EXC, typename FUNC, typename HANDLER>
	auto retry(FUNC func, HANDLER handler, unsigned attempts = ~0U) -> decltype(func())
	{
		bool const unlimited = attempts == ~0U;

		while (unlimited || attempts--) {

			try { return func(); } catch (EXC &) { }

			/* no exception is pending here, so the handler may throw */
			handler();
		}
		throw EXC();
	}
}

#endif /* _INCLUDE__UTIL__RETRY_H_ */
