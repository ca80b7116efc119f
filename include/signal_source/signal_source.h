/*
 * \brief  Signal source interface
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__SIGNAL_SOURCE__SIGNAL_SOURCE_H_
#define _INCLUDE__SIGNAL_SOURCE__SIGNAL_SOURCE_H_

#include <base/rpc.h>
#include <base/stdint.h>

namespace Genode {

	struct Signal_source;
	class  Signal_context;
}


/**
 * Origin of the signals of a component
 */
struct Genode::Signal_source
{
	/**
	 * Occurrence of a signal
	 */
	class Signal
	{
		private:

			unsigned long _imprint = 0;
			unsigned      _num     = 0;

		public:

			Signal() { }

			Signal(unsigned long imprint, unsigned num) : _imprint(imprint), _num(num) { }

			/** Return value that was given at the creation of the context */
			unsigned long imprint() { return _imprint; }

			/** Return number of submissions that the signal stands for */
			unsigned num() { return _num; }
	};

	virtual ~Signal_source() { }

	/**
	 * Return next pending signal, its number is 0 if none is pending
	 */
	virtual Signal wait_for_signal() = 0;

	GENODE_RPC(Rpc_wait_for_signal, Signal, wait_for_signal);

	GENODE_RPC_INTERFACE(Rpc_wait_for_signal);
};

#endif /* _INCLUDE__SIGNAL_SOURCE__SIGNAL_SOURCE_H_ */
