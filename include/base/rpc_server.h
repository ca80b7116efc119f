/*
 * \brief  Server side of the RPC framework
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__RPC_SERVER_H_
#define _INCLUDE__BASE__RPC_SERVER_H_

#include <base/ipc.h>
#include <base/lock.h>
#include <base/log.h>
#include <base/object_pool.h>
#include <base/thread.h>
#include <pd_session/pd_session.h>

namespace Genode {

	template <typename, typename> class  Rpc_dispatcher;
	template <typename, typename> struct Rpc_object;

	class  Rpc_object_base;
	class  Rpc_entrypoint;
	class  Signal_receiver;
	struct Session_keeper;
}


/**
 * Conversion of received messages to calls of the server's functions
 *
 * \param RPC_INTERFACE  interface that declares the functions
 * \param SERVER         class that implements them
 */
template <typename RPC_INTERFACE, typename SERVER = RPC_INTERFACE>
class Genode::Rpc_dispatcher : public RPC_INTERFACE
{
	private:

		template <typename TUPLE>
		static void _read_args(Ipc_unmarshaller &, TUPLE *, Meta::Empty &) { }

		template <typename TUPLE, typename ARGS>
		static void _read_args(Ipc_unmarshaller &in, TUPLE *, ARGS &args)
		{
			if constexpr (Trait::Rpc_direction<typename ARGS::Head>::Type::IN)
				in.extract_arg(args._1);

			_read_args(in, (TUPLE *)nullptr, args._2);
		}

		template <typename TUPLE>
		static void _write_results(Ipc_marshaller &, TUPLE *, Meta::Empty &) { }

		template <typename TUPLE, typename ARGS>
		static void _write_results(Ipc_marshaller &out, TUPLE *, ARGS &args)
		{
			if constexpr (Trait::Rpc_direction<typename ARGS::Head>::Type::OUT)
				out.insert_arg(args._1);

			_write_results(out, (TUPLE *)nullptr, args._2);
		}

		/*
		 * Call the function, turn a declared exception into its code
		 */
		template <typename FUNCTION, typename EXCEPTIONS, typename RET>
		Rpc_exception_code _serve(typename FUNCTION::Server_args &args, RET &ret, int index = 0)
		{
			if constexpr (Meta::Length<EXCEPTIONS>::Value == 0) {
				FUNCTION::serve(*static_cast<SERVER *>(this), args, ret);
				return Rpc_exception_code(Rpc_exception_code::SUCCESS);
			} else {
				try {
					return _serve<FUNCTION, typename EXCEPTIONS::Tail>(args, ret, index + 1);
				} catch (typename EXCEPTIONS::Head const &) {
					return Rpc_exception_code(Rpc_exception_code::EXCEPTION_BASE - index);
				}
			}
		}

		template <typename FUNCTION>
		Rpc_exception_code _execute(Ipc_unmarshaller &in, Msgbuf_base &out_buf)
		{
			typename FUNCTION::Server_args args { };
			_read_args(in, (FUNCTION *)nullptr, args);

			typename Trait::Call_return<typename FUNCTION::Ret_type>::Type ret { };

			Rpc_exception_code const code =
				_serve<FUNCTION, typename FUNCTION::Exceptions>(args, ret);

			/* what was put into output arguments before an exception arrives, too */
			Ipc_marshaller out(out_buf);
			_write_results(out, (FUNCTION *)nullptr, args);
			if (code.value == Rpc_exception_code::SUCCESS)
				out.insert_arg(ret);

			return code;
		}

		template <typename FUNCTIONS>
		Rpc_exception_code _dispatch(int opcode, Ipc_unmarshaller &in, Msgbuf_base &out)
		{
			if constexpr (Meta::Length<FUNCTIONS>::Value == 0)
				return Rpc_exception_code(Rpc_exception_code::INVALID_OPCODE);
			else
				return opcode == 0
				     ? _execute<typename FUNCTIONS::Head>(in, out)
				     : _dispatch<typename FUNCTIONS::Tail>(opcode - 1, in, out);
		}

	protected:

		Rpc_dispatcher() { }

	public:

		/**
		 * Execute the RPC function with the given opcode
		 */
		Rpc_exception_code dispatch(Rpc_opcode opcode, Ipc_unmarshaller &in, Msgbuf_base &out)
		{
			if (opcode.value < 0)
				return Rpc_exception_code(Rpc_exception_code::INVALID_OPCODE);

			return _dispatch<typename RPC_INTERFACE::Rpc_functions>(opcode.value, in, out);
		}
};


/**
 * Base of all objects that can be called
 */
class Genode::Rpc_object_base : public Object_pool<Rpc_object_base>::Entry
{
	private:

		Session_keeper *_session_keeper = nullptr;

	public:

		virtual ~Rpc_object_base() { }

		/**
		 * Execute the function with the given number
		 *
		 * \param in   arguments
		 * \param out  buffer for the results
		 */
		virtual Rpc_exception_code dispatch(Rpc_opcode, Ipc_unmarshaller &in,
		                                    Msgbuf_base &out) = 0;

		/**
		 * Define who saves and restores the state of the session that the object
		 * represents, see 'Root_component'
		 *
		 * \noapi
		 */
		void session_keeper(Session_keeper *keeper) { _session_keeper = keeper; }

		Session_keeper *session_keeper() const { return _session_keeper; }
};


/**
 * Object with an RPC interface
 */
template <typename RPC_INTERFACE, typename SERVER = RPC_INTERFACE>
struct Genode::Rpc_object : Rpc_object_base, Rpc_dispatcher<RPC_INTERFACE, SERVER>
{
	typedef RPC_INTERFACE Rpc_interface;

	/** Size of the message buffers that the object needs */
	static constexpr size_t REQUEST_SIZE =
		Meta::Rpc_message_size<typename RPC_INTERFACE::Rpc_functions>::REQUEST;

	Rpc_exception_code dispatch(Rpc_opcode opcode, Ipc_unmarshaller &in, Msgbuf_base &out) override
	{
		return Rpc_dispatcher<RPC_INTERFACE, SERVER>::dispatch(opcode, in, out);
	}

	/**
	 * Return capability, invalid unless the object is managed by an entrypoint
	 */
	Capability<RPC_INTERFACE> const cap() const
	{
		return reinterpret_cap_cast<RPC_INTERFACE>(Rpc_object_base::cap());
	}
};


/**
 * Thread that executes the calls of RPC objects, one at a time
 */
class Genode::Rpc_entrypoint : Thread, public Object_pool<Rpc_object_base>
{
	private:

		/*
		 * Object whose call makes the thread leave its loop
		 */
		struct Exit
		{
			GENODE_RPC(Rpc_exit, void, _exit);
			GENODE_RPC_INTERFACE(Rpc_exit);
		};

		struct Exit_handler : Rpc_object<Exit, Exit_handler>
		{
			bool exit = false;

			void _exit() { exit = true; }
		};

		Reply_token      _caller { };
		bool             _from_core = false;
		Lock             _cap_valid   { Lock::LOCKED };
		Lock             _delay_start { Lock::LOCKED };
		Lock             _delay_exit  { Lock::LOCKED };
		Pd_session      &_pd_session;
		Exit_handler     _exit_handler { };
		Capability<Exit> _exit_cap { };

		/*
		 * The thread as core knows it, whatever capability the creator of the
		 * thread got
		 */
		Native_capability _identity { };

		Untyped_capability _manage(Rpc_object_base *, char const *name);

		/*
		 * Signature of this function, which ends with "[with T = <name>]"
		 */
		template <typename T>
		static char const *_signature() { return __PRETTY_FUNCTION__; }

		/* manage object under the name of its interface, e.g., "Timer::Session" */
		Untyped_capability _manage_typed(Rpc_object_base *, char const *signature);
		void               _dissolve(Rpc_object_base *);

		void _finish_keeper_request(Rpc_request const &);
		Rpc_exception_code _dispatch(Rpc_request const &, Msgbuf_base &request,
		                             Msgbuf_base &reply);

		static size_t _entrypoint_stack_size(size_t stack_size);

		void entry() override;

		/**
		 * Wait until the entrypoint is activated
		 */
		void _block_until_cap_valid();

	public:

		/**
		 * Constructor
		 *
		 * \param pd_session             creates the capabilities of the objects
		 * \param stack_size             stack size of the thread
		 * \param name                   name of the thread
		 * \param start_on_construction  serve calls right away, otherwise not
		 *                               before 'activate'
		 * \param location               CPU affinity
		 */
		Rpc_entrypoint(Pd_session *pd_session, size_t stack_size, char const *name,
		               bool start_on_construction = true,
		               Affinity::Location location = Affinity::Location());

		~Rpc_entrypoint();

		/**
		 * Make object callable
		 *
		 * \return  capability of the object
		 */
		template <typename RPC_INTERFACE, typename RPC_SERVER>
		Capability<RPC_INTERFACE> manage(Rpc_object<RPC_INTERFACE, RPC_SERVER> *obj)
		{
			return reinterpret_cap_cast<RPC_INTERFACE>(
				_manage_typed(obj, _signature<RPC_INTERFACE>()));
		}

		/**
		 * Make object callable under a name for people
		 *
		 * \noapi
		 */
		template <typename RPC_INTERFACE, typename RPC_SERVER>
		Capability<RPC_INTERFACE> manage(Rpc_object<RPC_INTERFACE, RPC_SERVER> *obj,
		                                 char const *name)
		{
			return reinterpret_cap_cast<RPC_INTERFACE>(_manage(obj, name));
		}

		/**
		 * Revoke the capability of an object
		 *
		 * When the method returns, the object is not in use anymore.
		 */
		template <typename RPC_INTERFACE, typename RPC_SERVER>
		void dissolve(Rpc_object<RPC_INTERFACE, RPC_SERVER> *obj) { _dissolve(obj); }

		/**
		 * Start serving calls
		 */
		void activate();

		/**
		 * Leave the call that is being served without a reply
		 *
		 * \return  token for 'reply'
		 */
		Reply_token omit_reply();

		/**
		 * Answer a call whose reply was omitted
		 */
		void explicit_reply(Reply_token, int return_value);

		/**
		 * Return true if the call being served was made by core
		 *
		 * \noapi
		 */
		bool called_by_core() const { return _from_core; }

		/**
		 * Return true if the calling thread is the one of the entrypoint
		 */
		bool is_myself() const { return Thread::myself() == this; }

		/**
		 * Cancel what the entrypoint is blocking for
		 */
		void cancel_blocking() { Thread::cancel_blocking(); }
};

#endif /* _INCLUDE__BASE__RPC_SERVER_H_ */
