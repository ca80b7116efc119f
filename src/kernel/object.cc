/*
 * \brief  Object of the kernel
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <kernel/cap_space.h>
#include <kernel/object.h>
#include <kernel/printable.h>
#include <kernel/system.h>

using namespace Kernel;


Object::Object(System &system, Kind kind, std::string const &name)
:
	_system(system), _kind(kind), _id(++system._last_id), _name(printable(name))
{
	_system._objects.emplace(_id, this);
}


Object::~Object() { _system._objects.erase(_id); }


void Object::name(std::string const &name) { _name = printable(name); }


char const *Object::kind_name(Kind kind)
{
	switch (kind) {
	case Kind::TASK:   return "Task";
	case Kind::THREAD: return "Thread";
	case Kind::GATE:   return "Gate";
	case Kind::IRQ:    return "Irq";
	}
	return "?";
}


void Object::destroy()
{
	if (!_alive)
		return;

	Ref<Object> const self(*this);

	_alive   = false;
	_handler = nullptr;
	_system._objects.erase(_id);

	while (Mapping * const mapping = _mappings.first())
		mapping->space.kill(*mapping);

	_destroy();
}


void Object::release()
{
	if (--_references == 0)
		delete this;
}
