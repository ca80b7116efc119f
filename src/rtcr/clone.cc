/*
 * \brief  Further instance of a component, created by the component's parent
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/caller.h>
#include <core/label.h>
#include <parent/capability.h>
#include <rtcr/clone.h>
#include <rtcr/engine.h>
#include <rtcr/typed_capability.h>

using namespace Rtcr;
using Genode::Parent;
using Object_ref = Kernel::Ref<Kernel::Object>;


namespace {

	Core::Pd_session_component const *find_pd(Core::Services const &services, auto const &condition)
	{
		Core::Pd_session_component const *result = nullptr;

		services.sessions().for_each<Core::Pd_session_component>([&] (auto &pd) {
			if (!result && condition(pd))
				result = &pd; });

		return result;
	}
}


Clone::Clone(Core::Services const &services, std::set<std::string> &pending,
             std::string const &original, std::string const &name)
:
	_services(services), _pending(pending),
	_label(Core::child_label(Core::parent_label(original), name))
{
	if (name.empty() || name.size() >= Parent::Clone_name::MAX_SIZE
	 || name.find(Core::LABEL_SEPARATOR) != std::string::npos)
		throw Wrong_state("\"" + name + "\" is not a valid name for a clone");

	if (find_pd(services, [&] (auto const &pd) { return pd.label() == _label; }))
		throw Wrong_state("there is a component \"" + _label + "\" already");

	_create(original, name);
}


Clone::~Clone()
{
	if (!_completed)
		remove(_services, _label);
}


void Clone::_create(std::string const &original, std::string const &name)
{
	using Result = Parent::Clone_result;

	auto failed = [&] (char const *reason) {
		return Incompatible("the parent of \"" + original + "\" " + reason); };

	auto const * const pd = find_pd(_services, [&] (auto const &pd) { return pd.label() == original; });
	if (!pd)
		throw Unknown_component(original);

	Result result = Result::FAILED;
	try {
		result = typed<Parent>(pd->parent_object()).call<Parent::Rpc_create_clone>(
			Parent::Clone_name(name.c_str()));
	}
	catch (Genode::Ipc_error) { throw failed("does not answer"); }

	switch (result) {
	case Result::OK:           return;
	case Result::REFUSED:      throw failed("does not create clones");
	case Result::FAILED:       throw failed("could not start the clone, see the log for the reason");
	case Result::NAME_IN_USE:  throw Wrong_state("there is a component \"" + name + "\" already");
	case Result::OUT_OF_QUOTA: throw Out_of_quota("the quota of the parent of \"" + original
	                                              + "\" does not suffice for another instance");
	}
	throw failed("answers with nonsense");
}


/*
 * A parent serves each child by a thread of its own, which cannot remove the
 * child that it serves, so the request goes to the one that serves another child
 */
void Clone::remove(Core::Services const &services, std::string const &label)
{
	auto const * const sibling = find_pd(services, [&] (auto const &pd) {
		return pd.label() != label && Core::parent_label(pd.label()) == Core::parent_label(label)
		    && pd.parent_object() && pd.parent_object()->alive(); });

	if (!sibling)
		return;

	try {
		typed<Parent>(sibling->parent_object()).call<Parent::Rpc_destroy_clone>(
			Parent::Clone_name(Core::last_label_element(label).c_str()));
	}
	catch (Genode::Ipc_error) { }
}
