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
#include <base/log.h>
#include <base/signal.h>
#include <os/packet_descriptor_queue.h>
#include <util/construct_at.h>
#include <util/misc_math.h>
#include <util/noncopyable.h>

namespace Genode {

	class Packet_stream_base;

	template <typename, unsigned, unsigned, typename> struct Packet_stream_policy;

	typedef Packet_stream_policy<Packet_descriptor, 64, 64, char> Default_packet_stream_policy;

	template <typename POLICY = Default_packet_stream_policy> class Packet_stream_source;
	template <typename POLICY = Default_packet_stream_policy> class Packet_stream_sink;
}


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

		size_t const _submit_queue_offset = 0;
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

		void *_submit_queue_local_base() { return _base() + _submit_queue_offset; }
		void *_ack_queue_local_base()    { return _base() + _ack_queue_offset; }

		addr_t _bulk_buffer_local_base() { return (addr_t)_base() + _bulk_buffer_offset; }

		Dataspace_capability _dataspace() const { return _ds.cap(); }

		/**
		 * Print layout of the dataspace, a test may provide its own version
		 */
		void _debug_print_buffers();

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

		/**
		 * Print layout of the dataspace
		 *
		 * \noapi
		 */
		void debug_print_buffers() { _debug_print_buffers(); }
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

		/**
		 * Print layout of the dataspace
		 *
		 * \noapi
		 */
		void debug_print_buffers() { _debug_print_buffers(); }
};

#endif /* _INCLUDE__OS__PACKET_STREAM_H_ */
