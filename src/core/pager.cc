/*
 * \brief  Handling of exceptions that threads raise
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <sstream>

#include <core/pager.h>

using namespace Core;
using Genode::Region_map;


namespace {

	char const *fault_name(Host::Fault const &fault)
	{
		switch (fault.type) {
		case Host::Fault::Type::PAGE_FAULT:
			return fault.write ? "WRITE page fault" : fault.execute ? "EXEC page fault"
			                                                        : "READ page fault";
		case Host::Fault::Type::ILLEGAL_INSTRUCTION: return "illegal instruction";
		case Host::Fault::Type::ARITHMETIC:          return "arithmetic exception";
		case Host::Fault::Type::BREAKPOINT:          return "breakpoint";
		case Host::Fault::Type::PROTECTION:          return "protection fault";
		case Host::Fault::Type::BUS_ERROR:           return "bus error (out of memory)";
		}
		return "exception";
	}
}


Region_map::State Pager::_fault_state(Host::Fault const &fault, uint64_t addr)
{
	return { fault.write   ? Region_map::State::WRITE_FAULT
	       : fault.execute ? Region_map::State::EXEC_FAULT
	                       : Region_map::State::READ_FAULT, addr };
}


std::string Pager::_description(Kernel::Thread const &thread, Host::Fault const &fault)
{
	std::ostringstream text;

	text << "thread '" << thread.name() << "' stopped by " << fault_name(fault) << std::hex;

	if (fault.type == Host::Fault::Type::PAGE_FAULT)
		text << " at address 0x" << fault.addr;

	text << ", ip=0x" << fault.ip;

	return text.str();
}


/*
 * A thread with pending content is resumed when the content is there
 */
Pager::Content Pager::_content(Dataspace_component &ds, uint64_t offset, Kernel::Thread &thread)
{
	try { return ds.provide(offset, thread) ? Content::PRESENT : Content::PENDING; }
	catch (Content_lost const &error) {
		_log.write(std::string("[core] Error: missing memory: ") + error.what());
		return Content::LOST;
	}
}


/*
 * \return  false if nobody is going to resolve the fault
 */
bool Pager::_resolve_page_fault(Kernel::Thread &thread, Cpu_thread_component &component,
                                Host::Fault const &fault)
{
	Region_map_component &address_space = component.pd()->address_space_rm();

	/* the place may have been attached since the access, or its content is missing */
	bool    permitted = false;
	Content content   = Content::PRESENT;
	bool const attached = address_space.lookup(fault.addr, [&] (Region const &region, uint64_t offset) {
		permitted = (!fault.write   || region.dataspace->writable())
		         && (!fault.execute || region.executable);
		if (permitted)
			content = _content(*region.dataspace, offset, thread); });

	if (content == Content::PENDING)
		return true;

	if (attached && permitted && content == Content::PRESENT) {
		if (Host::Process * const process = thread.task()->process()) {
			if (fault.write)
				process->admit_write(fault.addr);
			_system.transaction().flush(*process);
		}
		_system.transaction().resume(Kernel::Ref<Kernel::Thread>(thread));
		return true;
	}

	uint64_t addr = fault.addr;
	Region_map_component &responsible = address_space.responsible(addr);

	return responsible.submit_fault(thread, _fault_state(fault, addr));
}


bool Pager::handle_fault(Kernel::Thread &thread, Host::Fault const &fault)
{
	auto * const component = dynamic_cast<Cpu_thread_component *>(thread.handler());
	if (!component || !component->pd())
		return false;

	if (fault.type == Host::Fault::Type::PAGE_FAULT
	 && _resolve_page_fault(thread, *component, fault))
		return true;

	/* nothing is wrong with a thread that somebody executes step by step */
	if (thread.single_stepped() && fault.type == Host::Fault::Type::BREAKPOINT
	 && component->submit_exception())
		return true;

	std::string const what = _description(thread, fault);

	_log.write("[" + component->pd()->label() + "] Error: " + what);

	if (component->submit_exception())
		return true;

	_events.pd_faulted(*component->pd(), what);
	return false;
}
