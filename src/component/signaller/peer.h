/*
 * \brief  Role of the component in the exchange of signals with its peer
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _PEER_H_
#define _PEER_H_

namespace Signaller { struct Peer; }


struct Signaller::Peer
{
	virtual ~Peer() { }

	/**
	 * Called periodically by the component's entrypoint
	 */
	virtual void tick() = 0;

	/** Return number of steps that were completed */
	virtual unsigned long rounds() const = 0;
};

#endif /* _PEER_H_ */
