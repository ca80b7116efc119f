/*
 * \brief  What a parent tells core about a child, for checkpoint and restore
 *
 * All this is between core and the parent only. A component that got hold of
 * the parent capability of another one must not learn about its sessions, nor
 * change them.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <lib/base/child_session.h>

using namespace Genode;


/**************
 ** Sessions **
 **************/

unsigned long Child::_unique_session_id()
{
	Lock::Guard guard(_lock);
	return ++_last_session_id;
}


Parent::Session_info Child::session_info(Session_capability cap)
{
	Session const * const session = _entrypoint.called_by_core() ? _session(cap) : nullptr;
	if (!session)
		return Session_info();

	Session_info info = session->info;
	info.donated = session->donated;
	return info;
}


Parent::Session_ids Child::session_ids(unsigned first)
{
	Session_ids result;

	if (!_entrypoint.called_by_core())
		return result;

	Lock::Guard guard(_lock);

	Session const *session = _session_list.first();
	while (session && first--)
		session = session->next();

	for (; session && result.count < Session_ids::MAX; session = session->next()) {
		result.ids    [result.count]   = session->info.id;
		result.donated[result.count++] = session->donated;
	}

	return result;
}


void Child::close_session(unsigned long id, bool returned)
{
	if (!_entrypoint.called_by_core())
		return;

	Session *session = nullptr;
	{
		Lock::Guard guard(_lock);

		session = _session_list.first();
		while (session && session->info.id != id)
			session = session->next();
	}
	if (!session)
		return;

	if (returned)
		session->donated = 0;

	_close(*session);
}


bool Child::adopt_session(Service_name const &service_name, Session_args const &args,
                          Affinity const &affinity, Session_capability cap, size_t donated)
{
	if (!_entrypoint.called_by_core() || !cap.valid()
	 || !service_name.is_valid_string() || !args.is_valid_string())
		return false;

	char filtered_args[Parent::Session_args::MAX_SIZE];
	strncpy(filtered_args, args.string(), sizeof(filtered_args));

	_policy.filter_session_args(service_name.string(), filtered_args, sizeof(filtered_args));

	Service * const service = _policy.resolve_session_request(service_name.string(), filtered_args);
	if (!service)
		return false;

	try {
		_add_session(cap, *service, donated,
		             { .service = service_name.string(), .args = args.string(),
		               .affinity = affinity });
		return true;
	}
	catch (Allocator::Out_of_memory) { return false; }
}


/**************
 ** Services **
 **************/

Child::Announced *Child::_announcement(unsigned index)
{
	Announced *announced = _announced.first();
	while (announced && index--)
		announced = announced->next();

	return announced;
}


Parent::Announcement Child::announcement(unsigned index)
{
	Lock::Guard guard(_lock);

	Announced const * const announced = _entrypoint.called_by_core() ? _announcement(index) : nullptr;

	return announced ? Announcement { announced->name, true } : Announcement();
}


Root_capability Child::announced_root(unsigned index)
{
	Lock::Guard guard(_lock);

	Announced const * const announced = _entrypoint.called_by_core() ? _announcement(index) : nullptr;

	return announced ? announced->root : Root_capability();
}


/************
 ** Clones **
 ************/

Parent::Clone_result Child::create_clone(Clone_name const &name)
{
	if (!_entrypoint.called_by_core() || !name.is_valid_string() || !*name.string())
		return Clone_result::REFUSED;

	return _policy.create_clone(name.string());
}


void Child::destroy_clone(Clone_name const &name)
{
	if (_entrypoint.called_by_core() && name.is_valid_string())
		_policy.destroy_clone(name.string());
}
