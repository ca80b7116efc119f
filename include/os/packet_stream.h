/*
 * \brief  Transfer of bulk data by shared memory
 *
 * A source creates packets in a dataspace that it shares with a sink, submits
 * them, and frees them when the sink has acknowledged them. Four signals tell
 * about the ends of blocking situations: 'packet_avail' and 'ready_to_ack' go to
 * the sink, 'ack_avail' and 'ready_to_submit' go to the source.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__OS__PACKET_STREAM_H_
#define _INCLUDE__OS__PACKET_STREAM_H_

#include <base/allocator.h>
#include <base/attached_dataspace.h>
#include <base/env.h>
#include <base/exception.h>
#include <base/lock.h>
#include <base/lock_guard.h>
#include <base/signal.h>
#include <util/construct_at.h>
#include <util/misc_math.h>
#include <util/noncopyable.h>
#include <util/string.h>

namespace Genode {

	class Packet_descriptor;
	class Packet_stream_base;

	template <typename, int> class Packet_descriptor_queue;
	template <typename>      class Packet_descriptor_transmitter;
	template <typename>      class Packet_descriptor_receiver;

	template <typename, unsigned, unsigned, typename> struct Packet_stream_policy;

	typedef Packet_stream_policy<Packet_descriptor, 64, 64, char> Default_packet_stream_policy;

	template <typename POLICY = Default_packet_stream_policy> class Packet_stream_source;
	template <typename POLICY = Default_packet_stream_policy> class Packet_stream_sink;
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


/**
 * What both sides of a stream have in common: the attached dataspace
 *
 * It consists of the queue of submitted packets, the queue of acknowledged
 * packets, and the bulk buffer, which holds the content of packets.
 */
class Genode::Packet_stream_base : Noncopyable
{
	public:

		class Transport_dataspace_too_small { };

	private:

		enum { BULK_ALIGNMENT_LOG2 = 6 };

	protected:

		Attached_dataspace _ds;

		size_t const _ack_queue_offset;
		size_t const _bulk_buffer_offset;
		size_t       _bulk_buffer_size = 0;

		/**
		 * Constructor
		 *
		 * \throw Transport_dataspace_too_small
		 */
		Packet_stream_base(Region_map &rm, Dataspace_capability transport_ds,
		                   size_t submit_queue_size, size_t ack_queue_size)
		:
			_ds(rm, transport_ds),
			_ack_queue_offset(align_addr(submit_queue_size, BULK_ALIGNMENT_LOG2)),
			_bulk_buffer_offset(align_addr(_ack_queue_offset + ack_queue_size,
			                               BULK_ALIGNMENT_LOG2))
		{
			if (_bulk_buffer_offset >= _ds.size())
				throw Transport_dataspace_too_small();

			_bulk_buffer_size = _ds.size() - _bulk_buffer_offset;
		}

		char *_base() { return _ds.local_addr<char>(); }

		void *_submit_queue_local_base() { return _base(); }
		void *_ack_queue_local_base()    { return _base() + _ack_queue_offset; }

		addr_t _bulk_buffer_local_base() { return (addr_t)_base() + _bulk_buffer_offset; }

		Dataspace_capability _dataspace() const { return _ds.cap(); }

		/*
		 * The descriptor comes from memory that the other side can write to
		 */
		bool _packet_valid(Packet_descriptor const &packet) const
		{
			size_t const start = (size_t)packet.offset();

			return start >= _bulk_buffer_offset
			    && start - _bulk_buffer_offset <= _bulk_buffer_size
			    && packet.size() <= _bulk_buffer_size - (start - _bulk_buffer_offset);
		}

		template <typename CONTENT_TYPE>
		CONTENT_TYPE *_packet_content(Packet_descriptor const &packet)
		{
			if (!packet.size())
				return nullptr;

			if (!_packet_valid(packet) || packet.size() < sizeof(CONTENT_TYPE))
				throw Packet_descriptor::Invalid_packet();

			return (CONTENT_TYPE *)(_base() + packet.offset());
		}
};


/**
 * Agreement of both sides of a stream
 */
template <typename PACKET_DESCRIPTOR, unsigned SUBMIT_QUEUE_SIZE, unsigned ACK_QUEUE_SIZE,
          typename CONTENT_TYPE>
struct Genode::Packet_stream_policy
{
	typedef CONTENT_TYPE      Content_type;
	typedef PACKET_DESCRIPTOR Packet_descriptor;

	typedef Packet_descriptor_queue<PACKET_DESCRIPTOR, SUBMIT_QUEUE_SIZE> Submit_queue;
	typedef Packet_descriptor_queue<PACKET_DESCRIPTOR, ACK_QUEUE_SIZE>    Ack_queue;
};


/**
 * Side of a stream that creates packets
 */
template <typename POLICY>
class Genode::Packet_stream_source : private Packet_stream_base
{
	public:

		typedef typename POLICY::Packet_descriptor Packet_descriptor;

		/** There is no room in the bulk buffer */
		class Packet_alloc_failed { };

	private:

		typedef typename POLICY::Submit_queue Submit_queue;
		typedef typename POLICY::Ack_queue    Ack_queue;
		typedef typename POLICY::Content_type Content_type;

		Range_allocator &_packet_alloc;

		Packet_descriptor_transmitter<Submit_queue> _submit_transmitter;
		Packet_descriptor_receiver<Ack_queue>       _ack_receiver;

	public:

		/**
		 * Constructor
		 *
		 * \param transport_ds_cap  dataspace shared by both sides
		 * \param rm                where to attach it
		 * \param packet_alloc      allocator of the bulk buffer
		 *
		 * \throw Transport_dataspace_too_small
		 */
		Packet_stream_source(Dataspace_capability transport_ds_cap, Region_map &rm,
		                     Range_allocator &packet_alloc)
		:
			Packet_stream_base(rm, transport_ds_cap, sizeof(Submit_queue), sizeof(Ack_queue)),
			_packet_alloc(packet_alloc),
			_submit_transmitter(construct_at<Submit_queue>(_submit_queue_local_base(),
			                                               Submit_queue::PRODUCER)),
			_ack_receiver(construct_at<Ack_queue>(_ack_queue_local_base(), Ack_queue::CONSUMER))
		{
			_packet_alloc.add_range(_bulk_buffer_local_base(), _bulk_buffer_size);
		}

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		Packet_stream_source(Range_allocator *packet_alloc, Dataspace_capability transport_ds_cap)
		: Packet_stream_source(transport_ds_cap, *env()->rm_session(), *packet_alloc) { }

		~Packet_stream_source() {
			_packet_alloc.remove_range(_bulk_buffer_local_base(), _bulk_buffer_size); }

		/** Return size of the bulk buffer in bytes */
		size_t bulk_buffer_size() { return _bulk_buffer_size; }

		/**
		 * Define what is signalled when there is a packet to be taken
		 */
		void register_sigh_packet_avail(Signal_context_capability cap) {
			_submit_transmitter.register_rx_ready_cap(cap); }

		/**
		 * Define what is signalled when there is room for acknowledgements
		 */
		void register_sigh_ready_to_ack(Signal_context_capability cap) {
			_ack_receiver.register_tx_ready_cap(cap); }

		/** Return what the sink signals when there is room for a packet */
		Signal_context_capability sigh_ready_to_submit() {
			return _submit_transmitter.tx_ready_cap(); }

		/** Return what the sink signals when there is an acknowledgement */
		Signal_context_capability sigh_ack_avail() { return _ack_receiver.rx_ready_cap(); }

		/**
		 * Allocate packet
		 *
		 * \param size   size in bytes
		 * \param align  alignment, as power of two
		 *
		 * \throw Packet_alloc_failed
		 */
		Packet_descriptor alloc_packet(size_t size,
		                               int align = POLICY::Packet_descriptor::PACKET_ALIGNMENT)
		{
			void *base = nullptr;

			if (size && _packet_alloc.alloc_aligned(size, &base, align).error())
				throw Packet_alloc_failed();

			return Packet_descriptor(size ? (off_t)((addr_t)base - (addr_t)_base()) : 0, size);
		}

		/** Return true if the packet lies within the bulk buffer */
		bool packet_valid(Packet_descriptor packet) { return _packet_valid(packet); }

		/**
		 * Return content of a packet, null if it has none
		 *
		 * \throw Packet_descriptor::Invalid_packet
		 */
		Content_type *packet_content(Packet_descriptor packet) {
			return _packet_content<Content_type>(packet); }

		/** Return true if a packet can be submitted without waiting */
		bool ready_to_submit() { return _submit_transmitter.ready_for_tx(); }

		/**
		 * Hand packet to the sink
		 */
		void submit_packet(Packet_descriptor packet) { _submit_transmitter.tx(packet); }

		/** Return true if there is an acknowledged packet */
		bool ack_avail() { return _ack_receiver.ready_for_rx(); }

		/**
		 * Take acknowledged packet, wait for one if there is none
		 */
		Packet_descriptor get_acked_packet()
		{
			Packet_descriptor packet;
			_ack_receiver.rx(&packet);
			return packet;
		}

		/**
		 * Free packet
		 */
		void release_packet(Packet_descriptor packet)
		{
			if (packet.size() && _packet_valid(packet))
				_packet_alloc.free(_base() + packet.offset(), packet.size());
		}

		Dataspace_capability dataspace() { return _dataspace(); }
};


/**
 * Side of a stream that processes packets
 */
template <typename POLICY>
class Genode::Packet_stream_sink : private Packet_stream_base
{
	public:

		typedef typename POLICY::Packet_descriptor Packet_descriptor;

	private:

		typedef typename POLICY::Submit_queue Submit_queue;
		typedef typename POLICY::Ack_queue    Ack_queue;
		typedef typename POLICY::Content_type Content_type;

		Packet_descriptor_receiver<Submit_queue> _submit_receiver;
		Packet_descriptor_transmitter<Ack_queue> _ack_transmitter;

	public:

		/**
		 * Constructor
		 *
		 * \param transport_ds  dataspace shared by both sides
		 * \param rm            where to attach it
		 *
		 * \throw Transport_dataspace_too_small
		 */
		Packet_stream_sink(Dataspace_capability transport_ds, Region_map &rm)
		:
			Packet_stream_base(rm, transport_ds, sizeof(Submit_queue), sizeof(Ack_queue)),
			_submit_receiver(construct_at<Submit_queue>(_submit_queue_local_base(),
			                                            Submit_queue::CONSUMER)),
			_ack_transmitter(construct_at<Ack_queue>(_ack_queue_local_base(), Ack_queue::PRODUCER))
		{ }

		/**
		 * Constructor
		 *
		 * \noapi
		 * \deprecated  use the constructor that takes the region map
		 */
		explicit Packet_stream_sink(Dataspace_capability transport_ds)
		: Packet_stream_sink(transport_ds, *env()->rm_session()) { }

		/**
		 * Define what is signalled when there is room for a packet
		 */
		void register_sigh_ready_to_submit(Signal_context_capability cap) {
			_submit_receiver.register_tx_ready_cap(cap); }

		/**
		 * Define what is signalled when there is an acknowledged packet
		 */
		void register_sigh_ack_avail(Signal_context_capability cap) {
			_ack_transmitter.register_rx_ready_cap(cap); }

		/** Return what the source signals when there is a packet */
		Signal_context_capability sigh_packet_avail() { return _submit_receiver.rx_ready_cap(); }

		/** Return what the source signals when there is room for acknowledgements */
		Signal_context_capability sigh_ready_to_ack() { return _ack_transmitter.tx_ready_cap(); }

		/** Return true if the packet lies within the bulk buffer */
		bool packet_valid(Packet_descriptor packet) { return _packet_valid(packet); }

		/** Return true if there is a packet */
		bool packet_avail() { return _submit_receiver.ready_for_rx(); }

		/**
		 * Take packet, wait for one if there is none
		 */
		Packet_descriptor get_packet()
		{
			Packet_descriptor packet;
			_submit_receiver.rx(&packet);
			return packet;
		}

		/** Return packet that will be taken next, there must be one */
		Packet_descriptor peek_packet() const { return _submit_receiver.rx_peek(); }

		/**
		 * Return content of a packet, null if it has none
		 *
		 * \throw Packet_descriptor::Invalid_packet
		 */
		Content_type *packet_content(Packet_descriptor packet) {
			return _packet_content<Content_type>(packet); }

		/** Return true if a packet can be acknowledged without waiting */
		bool ready_to_ack() { return _ack_transmitter.ready_for_tx(); }

		/** Return number of packets that can be acknowledged without waiting */
		unsigned ack_slots_free() { return _ack_transmitter.tx_slots_free(); }

		/**
		 * Hand packet back to the source
		 */
		void acknowledge_packet(Packet_descriptor packet) { _ack_transmitter.tx(packet); }

		Dataspace_capability dataspace() { return _dataspace(); }
};

#endif /* _INCLUDE__OS__PACKET_STREAM_H_ */
