/*
 * \brief  Counting notification
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <kernel/irq.h>
#include <kernel/thread.h>

using namespace Kernel;


Irq::Irq(System &system, std::string const &name) : Object(system, Kind::IRQ, name) { }


Irq::~Irq() { }


void Irq::_destroy() { detach(); }


void Irq::attach(Ref<Thread> const &thread)
{
	if (_attached == thread)
		return;

	detach();
	_attached = thread;
}


void Irq::detach()
{
	if (_attached && _attached->receiving_from(*this))
		_attached->irq_detached();

	_attached = { };
}


void Irq::trigger()
{
	_count++;

	if (_attached && _attached->receiving_from(*this)) {
		_count--;
		_attached->irq_received();
	}
}


bool Irq::consume()
{
	if (!_count)
		return false;

	_count--;
	return true;
}
