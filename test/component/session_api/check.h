/*
 * \brief  What the parts of the test have in common
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CHECK_H_
#define _CHECK_H_

#include <base/component.h>
#include <base/heap.h>
#include <base/log.h>

namespace Session_api {

	using namespace Genode;

	enum { STACK_SIZE = 32*1024 };

	/**
	 * Log an error unless the condition holds
	 */
	inline void expect(bool condition, char const *what)
	{
		if (!condition)
			error("wrong: ", what);
	}

	/**
	 * Return true if 'func' throws 'EXC'
	 */
	template <typename EXC, typename FUNC>
	bool throws(FUNC const &func)
	{
		try { func(); }
		catch (EXC) { return true; }
		return false;
	}

	/*
	 * Each part serves its sessions by the given entrypoint, which is not the
	 * one of the caller
	 */
	void test_nic     (Env &, Entrypoint &, Allocator &);
	void test_block   (Env &, Entrypoint &, Allocator &);
	void test_block_driver(Env &, Entrypoint &, Allocator &);
	void test_sessions(Env &, Entrypoint &, Allocator &);
	void test_objects (Env &, Allocator &);
}

#endif /* _CHECK_H_ */
