/*
 * \brief  Node of a file system
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__FILE_SYSTEM__NODE_H_
#define _INCLUDE__FILE_SYSTEM__NODE_H_

#include <base/lock.h>
#include <file_system/listener.h>
#include <util/list.h>

namespace File_system {

	class  Node_base;
	struct Node_lock_guard;
}


/**
 * What nodes of all file systems have in common
 */
class File_system::Node_base
{
	private:

		Genode::Lock           _lock      { };
		Genode::List<Listener> _listeners { };

		template <typename FN>
		void _for_each_listener(FN const &fn)
		{
			for (Listener *next, *curr = _listeners.first(); curr; curr = next) {
				next = curr->next();
				fn(*curr);
			}
		}

	public:

		/**
		 * Destructor, tells the listeners
		 */
		virtual ~Node_base()
		{
			mark_as_updated();
			notify_listeners();
			_for_each_listener([&] (Listener &listener) { remove_listener(&listener); });
		}

		void lock()   { _lock.lock();   }
		void unlock() { _lock.unlock(); }

		void add_listener(Listener *listener)    { _listeners.insert(listener); }
		void remove_listener(Listener *listener) { _listeners.remove(listener); }

		void notify_listeners() {
			_for_each_listener([] (Listener &listener) { listener.notify(); }); }

		void mark_as_updated() {
			_for_each_listener([] (Listener &listener) { listener.mark_as_updated(); }); }
};


/**
 * Release of a locked node at the end of a scope
 */
struct File_system::Node_lock_guard
{
	Node_base &node;

	/**
	 * Constructor
	 *
	 * \param node  node that is locked already
	 */
	Node_lock_guard(Node_base &node) : node(node)  { }
	Node_lock_guard(Node_base *node) : node(*node) { }

	~Node_lock_guard() { node.unlock(); }
};

#endif /* _INCLUDE__FILE_SYSTEM__NODE_H_ */
