/*
 * \brief  Queues of packet descriptors in shared memory
 *
 * Used by os/packet_stream.h.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__PACKET_DESCRIPTOR_QUEUE_H_
#define _INCLUDE__OS__PACKET_DESCRIPTOR_QUEUE_H_

#include <base/lock.h>
#include <base/lock_guard.h>
#include <base/signal.h>
#include <base/stdint.h>
#include <util/noncopyable.h>
#include <util/string.h>

namespace Genode {

	class Packet_descriptor;

	template <typename, int> class Packet_descriptor_queue;
	template <typename>      class Packet_descriptor_transmitter;
	template <typename>      class Packet_descriptor_receiver;
}


/**
 * Packet, described by its place within the shared dataspace
 *
 * Classes used in its place by a policy inherit from it.
 */
class Genode::Packet_descriptor
{
	private:

		off_t  _offset = 0;
		size_t _size   = 0;

	public:

		/** Alignment of packets, as power of two */
		enum Alignment { PACKET_ALIGNMENT = 0 };

		/** The packet does not lie within the shared buffer */
		class Invalid_packet { };

		/**
		 * Constructor
		 *
		 * \param offset  start within the dataspace, in bytes
		 * \param size    size in bytes
		 */
		Packet_descriptor(off_t offset, size_t size) : _offset(offset), _size(size) { }

		Packet_descriptor() { }

		off_t  offset() const { return _offset; }
		size_t size()   const { return _size; }
};


/**
 * Queue of packets within the shared dataspace
 *
 * One component adds, the other one takes. Whatever the other one writes to the
 * memory, the indices used here are within the queue.
 */
template <typename PACKET_DESCRIPTOR, int QUEUE_SIZE>
class Genode::Packet_descriptor_queue : Noncopyable
{
	private:

		/*
		 * The members live in shared memory and are initialized by the role
		 * that writes them, hence no initializers.
		 */
		unsigned _head;   /* next place to be filled, written by the producer */
		unsigned _tail;   /* next place to be taken, written by the consumer  */

		/* raw, as the constructors of its elements must not run */
		alignas(PACKET_DESCRIPTOR) char _queue[QUEUE_SIZE*sizeof(PACKET_DESCRIPTOR)];

		static unsigned _load(unsigned const &index) {
			return __atomic_load_n(&index, __ATOMIC_ACQUIRE) % QUEUE_SIZE; }

		static void _store(unsigned &index, unsigned value) {
			__atomic_store_n(&index, value % QUEUE_SIZE, __ATOMIC_SEQ_CST); }

		unsigned _used() const {
			return (_load(_head) + QUEUE_SIZE - _load(_tail)) % QUEUE_SIZE; }

		char       *_place(unsigned i)       { return _queue + i*sizeof(PACKET_DESCRIPTOR); }
		char const *_place(unsigned i) const { return _queue + i*sizeof(PACKET_DESCRIPTOR); }

	public:

		typedef PACKET_DESCRIPTOR Packet_descriptor;

		enum Role { PRODUCER, CONSUMER };

		/**
		 * Constructor, executed by each side at the same place
		 */
		explicit Packet_descriptor_queue(Role role)
		{
			if (role == PRODUCER) {
				_store(_head, 0);
				memset(_queue, 0, sizeof(_queue));
			} else
				_store(_tail, 0);
		}

		/**
		 * Add packet
		 *
		 * \return  false if the queue is full
		 */
		bool add(PACKET_DESCRIPTOR packet)
		{
			if (full())
				return false;

			unsigned const head = _load(_head);
			memcpy(_place(head), &packet, sizeof(packet));
			_store(_head, head + 1);
			return true;
		}

		/**
		 * Take packet, the queue must not be empty
		 */
		PACKET_DESCRIPTOR get()
		{
			PACKET_DESCRIPTOR const packet = peek();
			_store(_tail, _load(_tail) + 1);
			return packet;
		}

		/** Return packet that will be taken next */
		PACKET_DESCRIPTOR peek() const
		{
			PACKET_DESCRIPTOR packet;
			memcpy((void *)&packet, _place(_load(_tail)), sizeof(packet));
			return packet;
		}

		bool empty() const { return _used() == 0; }
		bool full()  const { return _used() == QUEUE_SIZE - 1; }

		/** Return true if there is exactly one packet */
		bool single_element() const { return _used() == 1; }

		/** Return true if there is room for exactly one packet */
		bool single_slot_free() const { return _used() == QUEUE_SIZE - 2; }

		/** Return number of packets that can be added */
		unsigned slots_free() const { return QUEUE_SIZE - 1 - _used(); }
};


/**
 * Side of a queue that adds packets
 */
template <typename TX_QUEUE>
class Genode::Packet_descriptor_transmitter : Noncopyable
{
	private:

		/* told by the receiver that there is room again */
		Signal_receiver           _tx_ready         { };
		Signal_context            _tx_ready_context { };
		Signal_context_capability _tx_ready_cap     { _tx_ready.manage(&_tx_ready_context) };

		/* tells the receiver that there is a packet */
		Signal_transmitter _rx_ready { };

		Lock      _tx_queue_lock { };
		TX_QUEUE &_tx_queue;

	public:

		explicit Packet_descriptor_transmitter(TX_QUEUE *tx_queue) : _tx_queue(*tx_queue) { }

		~Packet_descriptor_transmitter() { _tx_ready.dissolve(&_tx_ready_context); }

		/** Return what the receiver signals when there is room again */
		Signal_context_capability tx_ready_cap() { return _tx_ready_cap; }

		/**
		 * Define what is signalled when there is a packet
		 */
		void register_rx_ready_cap(Signal_context_capability cap)
		{
			_rx_ready.context(cap);

			/* packets may be there already */
			if (cap.valid() && !_tx_queue.empty())
				_rx_ready.submit();
		}

		bool ready_for_tx()
		{
			Lock::Guard guard(_tx_queue_lock);
			return !_tx_queue.full();
		}

		/**
		 * Add packet, wait for room if there is none
		 */
		void tx(typename TX_QUEUE::Packet_descriptor packet)
		{
			Lock::Guard guard(_tx_queue_lock);

			/* a pending signal may be older than the state of the queue */
			while (!_tx_queue.add(packet))
				_tx_ready.wait_for_signal();

			if (_tx_queue.single_element())
				_rx_ready.submit();
		}

		/** Return number of packets that can be added without waiting */
		unsigned tx_slots_free() { return _tx_queue.slots_free(); }
};


/**
 * Side of a queue that takes packets
 */
template <typename RX_QUEUE>
class Genode::Packet_descriptor_receiver : Noncopyable
{
	private:

		/* told by the transmitter that there is a packet */
		Signal_receiver           _rx_ready         { };
		Signal_context            _rx_ready_context { };
		Signal_context_capability _rx_ready_cap     { _rx_ready.manage(&_rx_ready_context) };

		/* tells the transmitter that there is room again */
		Signal_transmitter _tx_ready { };

		Lock mutable _rx_queue_lock { };
		RX_QUEUE    &_rx_queue;

	public:

		explicit Packet_descriptor_receiver(RX_QUEUE *rx_queue) : _rx_queue(*rx_queue) { }

		~Packet_descriptor_receiver() { _rx_ready.dissolve(&_rx_ready_context); }

		/** Return what the transmitter signals when there is a packet */
		Signal_context_capability rx_ready_cap() { return _rx_ready_cap; }

		/**
		 * Define what is signalled when there is room again
		 */
		void register_tx_ready_cap(Signal_context_capability cap)
		{
			_tx_ready.context(cap);

			/* the transmitter may have waited already */
			if (cap.valid() && !_rx_queue.empty())
				_tx_ready.submit();
		}

		bool ready_for_rx()
		{
			Lock::Guard guard(_rx_queue_lock);
			return !_rx_queue.empty();
		}

		/**
		 * Take packet, wait for one if there is none
		 */
		void rx(typename RX_QUEUE::Packet_descriptor *out_packet)
		{
			Lock::Guard guard(_rx_queue_lock);

			while (_rx_queue.empty())
				_rx_ready.wait_for_signal();

			*out_packet = _rx_queue.get();

			if (_rx_queue.single_slot_free())
				_tx_ready.submit();
		}

		typename RX_QUEUE::Packet_descriptor rx_peek() const
		{
			Lock::Guard guard(_rx_queue_lock);
			return _rx_queue.peek();
		}
};

#endif /* _INCLUDE__OS__PACKET_DESCRIPTOR_QUEUE_H_ */
