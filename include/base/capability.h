/*
 * \brief  Typed capability
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__CAPABILITY_H_
#define _INCLUDE__BASE__CAPABILITY_H_

#include <base/ipc.h>
#include <base/rpc.h>

namespace Genode {

	/** Capability of which nothing is known but that it is one */
	typedef Native_capability Untyped_capability;

	template <typename> class Capability;

	/**
	 * Change the type of a capability without any check
	 *
	 * The interface of the object must be the given one or inherit it.
	 */
	template <typename TO>
	Capability<TO> reinterpret_cap_cast(Untyped_capability const &);

	/**
	 * Convert capability of a base interface to the one of a derived interface
	 */
	template <typename TO, typename FROM>
	Capability<TO> static_cap_cast(Capability<FROM>);
}


/**
 * Capability for an object with the given RPC interface
 */
template <typename RPC_INTERFACE>
class Genode::Capability : public Untyped_capability
{
	private:

		template <typename> friend class Capability;

		template <typename TO>
		friend Capability<TO> reinterpret_cap_cast(Untyped_capability const &);

		explicit Capability(Untyped_capability const &cap) : Untyped_capability(cap) { }

		template <typename DECLARED, typename ARG>
		static void _marshal(Ipc_marshaller &marshaller, ARG const &arg)
		{
			if constexpr (Trait::Rpc_direction<DECLARED>::Type::IN)
				marshaller.insert_arg(_value(arg));
		}

		template <typename DECLARED, typename ARG>
		static void _unmarshal(Ipc_unmarshaller &unmarshaller, ARG &arg)
		{
			if constexpr (Trait::Rpc_direction<DECLARED>::Type::OUT)
				unmarshaller.extract_arg(_value(arg));
		}

		template <typename T> static T       &_value(T       *ptr) { return *ptr; }
		template <typename T> static T const &_value(T const &ref) { return ref; }
		template <typename T> static T       &_value(T       &ref) { return ref; }

		/*
		 * Throw the exception with the given index of a list
		 */
		template <typename EXCEPTIONS>
		[[noreturn]] static void _throw(long index)
		{
			if constexpr (Meta::Length<EXCEPTIONS>::Value != 0) {
				if (index == 0)
					throw typename EXCEPTIONS::Head();
				if (index > 0)
					_throw<typename EXCEPTIONS::Tail>(index - 1);
			}
			throw Ipc_error();
		}

		template <typename IF, typename... DECLARED>
		typename Trait::Call_return<typename IF::Ret_type>::Type
		_call(typename IF::template Types<DECLARED...> *,
		      typename Trait::Call_arg<DECLARED>::Type... args) const
		{
			Msgbuf<IF::REQUEST_SIZE> request;
			Msgbuf<IF::REPLY_SIZE>   reply;

			Ipc_marshaller marshaller(request);
			(_marshal<DECLARED>(marshaller, args), ...);

			enum { OPCODE = (int)Meta::Index_of<typename RPC_INTERFACE::Rpc_functions, IF>::Value };

			Rpc_exception_code const outcome =
				ipc_call(*this, Rpc_opcode(OPCODE), request, reply);

			bool const success = outcome.value == Rpc_exception_code::SUCCESS;

			/* without a function that was executed, there are no results */
			if (!success && outcome.value > Rpc_exception_code::EXCEPTION_BASE)
				throw Ipc_error();

			Ipc_unmarshaller unmarshaller(reply);
			(_unmarshal<DECLARED>(unmarshaller, args), ...);

			if (!success)
				_throw<typename IF::Exceptions>(Rpc_exception_code::EXCEPTION_BASE - outcome.value);

			typename Trait::Call_return<typename IF::Ret_type>::Type ret { };
			unmarshaller.extract_arg(ret);
			return ret;
		}

	public:

		typedef RPC_INTERFACE Rpc_interface;

		/**
		 * Construct invalid capability
		 */
		constexpr Capability() { }

		/**
		 * Convert capability of a derived interface
		 */
		template <typename FROM>
		Capability(Capability<FROM> const &cap) : Untyped_capability(cap)
		{
			/* the conversion of the interface types must be valid */
			FROM          * const from = nullptr;
			RPC_INTERFACE * const to   = from;
			(void)to;
		}

		/**
		 * Call RPC function
		 *
		 * \throw Blocking_canceled
		 * \throw Ipc_error          the object does not exist
		 */
		template <typename IF, typename... ARGS>
		typename Trait::Call_return<typename IF::Ret_type>::Type call(ARGS &&... args) const
		{
			return _call<IF>((typename IF::Arg_types *)nullptr, args...);
		}

		/**
		 * Return capability to itself, for compatibility with RPC clients
		 */
		Capability const &rpc_cap() const { return *this; }
};


template <typename TO>
Genode::Capability<TO> Genode::reinterpret_cap_cast(Untyped_capability const &cap)
{
	return Capability<TO>(cap);
}


template <typename TO, typename FROM>
Genode::Capability<TO> Genode::static_cap_cast(Capability<FROM> cap)
{
	/* the types must be related */
	FROM * const from = nullptr;
	TO   * const to   = static_cast<TO *>(from);
	(void)to;

	return reinterpret_cap_cast<TO>(cap);
}

#endif /* _INCLUDE__BASE__CAPABILITY_H_ */
