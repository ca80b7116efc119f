/*
 * \brief  What a child requested from its parent and announced to it
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _LIB__BASE__CHILD_SESSION_H_
#define _LIB__BASE__CHILD_SESSION_H_

#include <base/child.h>


/**
 * Session that the child requested
 */
class Genode::Child::Session : public List<Session>::Element
{
	public:

		Session_capability const cap;
		Service                 &service;
		Server           * const server;
		size_t                   donated;   /* bytes, including upgrades */

		/* as requested by the child */
		Session_info const info;

		Session(Session_capability cap, Service &service, size_t donated, Session_info const &info)
		:
			cap(cap), service(service), server(service.server()), donated(donated), info(info)
		{ }
};


/**
 * Service that the child announced
 */
class Genode::Child::Announced : public List<Announced>::Element
{
	public:

		String<64> const name;
		Root_capability  root;

		Announced(char const *name, Root_capability root) : name(name), root(root) { }
};

#endif /* _LIB__BASE__CHILD_SESSION_H_ */
