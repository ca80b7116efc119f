/*
 * \brief  Nodes that a client has opened
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__FILE_SYSTEM__NODE_HANDLE_REGISTRY_H_
#define _INCLUDE__FILE_SYSTEM__NODE_HANDLE_REGISTRY_H_

#include <base/lock.h>
#include <file_system/node.h>

namespace File_system {

	/*
	 * Classes of the server, derived from 'Node_base'
	 */
	class Node;
	class Directory;
	class File;
	class Symlink;

	/**
	 * Class of the node that a handle refers to
	 */
	template <typename> struct Node_type;
	template <> struct Node_type<Node_handle>    { typedef Node      Type; };
	template <> struct Node_type<Dir_handle>     { typedef Directory Type; };
	template <> struct Node_type<File_handle>    { typedef File      Type; };
	template <> struct Node_type<Symlink_handle> { typedef Symlink   Type; };

	/**
	 * Type of the handle that refers to a class of nodes
	 */
	template <typename> struct Handle_type;
	template <> struct Handle_type<Node>      { typedef Node_handle    Type; };
	template <> struct Handle_type<Directory> { typedef Dir_handle     Type; };
	template <> struct Handle_type<File>      { typedef File_handle    Type; };
	template <> struct Handle_type<Symlink>   { typedef Symlink_handle Type; };

	class Node_handle_registry;
}


/**
 * Handles of a session
 *
 * Each of them can listen to changes of its node.
 */
class File_system::Node_handle_registry
{
	private:

		/* number of nodes that can be open at a time */
		enum { MAX_NODE_HANDLES = 128U };

		struct Slot
		{
			Node_base *node = nullptr;
			Listener   listener { };
		};

		Genode::Lock mutable _lock { };

		Slot _slots[MAX_NODE_HANDLES];

		/**
		 * \throw Invalid_handle
		 */
		template <typename SELF>
		static auto _slot(SELF &self, Node_handle handle) -> decltype((self._slots[0]))
		{
			/* handles come from the client */
			if ((Genode::addr_t)handle.value >= MAX_NODE_HANDLES
			 || !self._slots[(Genode::addr_t)handle.value].node)
				throw Invalid_handle();

			return self._slots[(Genode::addr_t)handle.value];
		}

		template <typename HANDLE>
		typename Node_type<HANDLE>::Type *_lookup(HANDLE handle)
		{
			typedef typename Node_type<HANDLE>::Type Type;

			Type * const node = dynamic_cast<Type *>(_slot(*this, handle).node);
			if (!node)
				throw Invalid_handle();

			return node;
		}

		void _listen(Slot &slot, Listener const &listener)
		{
			if (slot.listener.valid())
				slot.node->remove_listener(&slot.listener);

			slot.listener = listener;

			if (slot.listener.valid())
				slot.node->add_listener(&slot.listener);
		}

	public:

		/**
		 * Return handle for a node
		 *
		 * \throw Out_of_metadata
		 */
		template <typename NODE>
		typename Handle_type<NODE>::Type alloc(NODE *node)
		{
			typedef typename Handle_type<NODE>::Type Handle;

			Genode::Lock::Guard guard(_lock);

			for (unsigned i = 0; i < MAX_NODE_HANDLES; i++)
				if (!_slots[i].node) {
					_slots[i].node = node;
					return Handle((int)i);
				}

			throw Out_of_metadata();
		}

		/**
		 * Release handle, tells the listeners of the node
		 *
		 * An invalid handle is ignored.
		 */
		void free(Node_handle handle)
		{
			Genode::Lock::Guard guard(_lock);

			try {
				Slot &slot = _slot(*this, handle);

				slot.node->lock();
				Node_lock_guard node_guard(slot.node);

				slot.node->notify_listeners();
				_listen(slot, Listener());
				slot.node = nullptr;
			}
			catch (Invalid_handle) { }
		}

		/**
		 * Return node of a handle
		 *
		 * \throw Invalid_handle  the handle does not exist or refers to a node of
		 *                        another kind
		 */
		template <typename HANDLE>
		typename Node_type<HANDLE>::Type *lookup(HANDLE handle)
		{
			Genode::Lock::Guard guard(_lock);
			return _lookup(handle);
		}

		/**
		 * Return node of a handle, locked
		 *
		 * \throw Invalid_handle
		 */
		template <typename HANDLE>
		typename Node_type<HANDLE>::Type *lookup_and_lock(HANDLE handle)
		{
			Genode::Lock::Guard guard(_lock);

			typename Node_type<HANDLE>::Type * const node = _lookup(handle);
			node->lock();
			return node;
		}

		/**
		 * \throw Invalid_handle
		 */
		bool refer_to_same_node(Node_handle h1, Node_handle h2) const
		{
			Genode::Lock::Guard guard(_lock);
			return _slot(*this, h1).node == _slot(*this, h2).node;
		}

		/**
		 * Tell about changes of a node by packets
		 *
		 * \throw Invalid_handle
		 */
		void register_notify(Sink &sink, Node_handle handle)
		{
			Genode::Lock::Guard guard(_lock);
			_listen(_slot(*this, handle), Listener(sink, handle));
		}

		/**
		 * Tell about changes of a node by signals
		 *
		 * \throw Invalid_handle
		 */
		void sigh(Node_handle handle, Genode::Signal_context_capability sigh)
		{
			Genode::Lock::Guard guard(_lock);

			Slot &slot = _slot(*this, handle);

			slot.node->lock();
			Node_lock_guard node_guard(slot.node);
			_listen(slot, Listener(sigh));
		}
};

#endif /* _INCLUDE__FILE_SYSTEM__NODE_HANDLE_REGISTRY_H_ */
