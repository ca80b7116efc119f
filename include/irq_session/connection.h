/*
 * \brief  Connection to the IRQ service
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__IRQ_SESSION__CONNECTION_H_
#define _INCLUDE__IRQ_SESSION__CONNECTION_H_

#include <base/connection.h>
#include <irq_session/client.h>

namespace Genode { struct Irq_connection; }


/**
 * Interrupt session, which core of recap refuses
 */
struct Genode::Irq_connection : Connection<Irq_session>, Irq_session_client
{
	/**
	 * Constructor
	 *
	 * \param label             session label, or number of the interrupt
	 * \param trigger           trigger of the interrupt
	 * \param polarity          polarity of the interrupt
	 * \param device_config_phys  physical address of the configuration space of
	 *                          the device that shall use message-signalled
	 *                          interrupts
	 */
	Irq_connection(Env &env, unsigned label,
	               Irq_session::Trigger  trigger  = Irq_session::TRIGGER_UNCHANGED,
	               Irq_session::Polarity polarity = Irq_session::POLARITY_UNCHANGED,
	               addr_t device_config_phys = 0)
	:
		Connection<Irq_session>(env, session(env.parent(),
			"ram_quota=6K, irq_number=%u, irq_trigger=%u, irq_polarity=%u, "
			"device_config_phys=0x%lx", label, (unsigned)trigger, (unsigned)polarity,
			device_config_phys)),
		Irq_session_client(cap())
	{ }

	/**
	 * Constructor
	 *
	 * \noapi
	 * \deprecated  use the constructor that takes the environment
	 */
	Irq_connection(unsigned irq,
	               Irq_session::Trigger  trigger  = Irq_session::TRIGGER_UNCHANGED,
	               Irq_session::Polarity polarity = Irq_session::POLARITY_UNCHANGED,
	               addr_t device_config_phys = 0)
	:
		Connection<Irq_session>(session(
			"ram_quota=6K, irq_number=%u, irq_trigger=%u, irq_polarity=%u, "
			"device_config_phys=0x%lx", irq, (unsigned)trigger, (unsigned)polarity,
			device_config_phys)),
		Irq_session_client(cap())
	{ }
};

#endif /* _INCLUDE__IRQ_SESSION__CONNECTION_H_ */
