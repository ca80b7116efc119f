/*
 * \brief  Declaration of RPC interfaces
 *
 * An interface declares each RPC function as a type by 'GENODE_RPC', and the
 * list of its functions by 'GENODE_RPC_INTERFACE'. Client and server derive
 * everything else from these types at compile time.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__RPC_H_
#define _INCLUDE__BASE__RPC_H_

#include <base/exception.h>
#include <base/ipc_msgbuf.h>
#include <base/rpc_args.h>
#include <util/meta.h>

/**
 * Declare an RPC function that may throw exceptions
 *
 * \param rpc_name   name of the type that represents the function
 * \param ret_type   return type
 * \param func_name  name of the method that implements the function
 * \param exc_types  'GENODE_TYPE_LIST' of the exceptions that are propagated
 * \param ...        types of the arguments
 */
#define GENODE_RPC_THROW(rpc_name, ret_type, func_name, exc_types, ...) \
	struct rpc_name : ::Genode::Rpc_function<ret_type __VA_OPT__(,) __VA_ARGS__> { \
		\
		typedef exc_types Exceptions; \
		\
		template <typename SERVER, typename... VALUES> \
		static auto call(SERVER &server, VALUES &&... values) \
			-> decltype(server.func_name(values...)) { \
				return server.func_name(values...); } \
		\
		template <typename SERVER, typename RET> \
		static void serve(SERVER &server, Server_args &args, RET &ret) { \
			::Genode::Rpc_invocation<rpc_name>::apply(ret, server, args); } \
		\
		static char const *name() { return #func_name; } \
	};

/**
 * Declare an RPC function
 */
#define GENODE_RPC(rpc_name, ret_type, func_name, ...) \
	GENODE_RPC_THROW(rpc_name, ret_type, func_name, ::Genode::Meta::Empty \
	                 __VA_OPT__(,) __VA_ARGS__)

/**
 * Declare RPC interface, the order of the functions is part of the protocol
 */
#define GENODE_RPC_INTERFACE(...) \
	typedef ::Genode::Meta::Type_list<__VA_ARGS__> Rpc_functions

/**
 * Declare RPC interface that extends the one of a base class
 */
#define GENODE_RPC_INTERFACE_INHERIT(base, ...) \
	typedef ::Genode::Meta::Append<base::Rpc_functions, \
		::Genode::Meta::Type_list<__VA_ARGS__> >::Type Rpc_functions; \
	typedef base Rpc_inherited_interface

namespace Genode {

	struct Ipc_error;
	struct Rpc_arg_in    { enum { IN = true,  OUT = false }; };
	struct Rpc_arg_out   { enum { IN = false, OUT = true  }; };
	struct Rpc_arg_inout { enum { IN = true,  OUT = true  }; };

	/** Number of an RPC function within its interface */
	struct Rpc_opcode
	{
		int value;

		explicit constexpr Rpc_opcode(int value) : value(value) { }
	};

	/** Outcome of an RPC */
	struct Rpc_exception_code
	{
		enum {
			SUCCESS        =  0,

			/** the capability does not refer to an RPC object */
			INVALID_OBJECT = -1,

			/** the object has no such function, or the message is malformed */
			INVALID_OPCODE = -2,

			/** base for the exceptions declared for a function, counted downwards */
			EXCEPTION_BASE = -1000,
		};

		long value;

		explicit constexpr Rpc_exception_code(long value) : value(value) { }
	};

	template <typename> struct Rpc_invocation;
	template <typename, typename...> struct Rpc_function;
}


/**
 * The server of a call does not exist or did not understand the call
 */
struct Genode::Ipc_error : Exception { };


namespace Genode { namespace Trait {

	/**
	 * Direction in which an argument is transferred
	 */
	template <typename T> struct Rpc_direction            { typedef Rpc_arg_in    Type; };
	template <typename T> struct Rpc_direction<T const *> { typedef Rpc_arg_in    Type; };
	template <typename T> struct Rpc_direction<T const &> { typedef Rpc_arg_in    Type; };
	template <typename T> struct Rpc_direction<T *>       { typedef Rpc_arg_inout Type; };
	template <typename T> struct Rpc_direction<T &>       { typedef Rpc_arg_inout Type; };

	/**
	 * Type by which a client passes an argument
	 */
	template <typename T> struct Call_arg      { typedef T const &Type; };
	template <typename T> struct Call_arg<T &> { typedef T &Type; };
	template <typename T> struct Call_arg<T *> { typedef T *Type; };

	/**
	 * Type of the returned value, 'Meta::Empty' for none
	 */
	template <typename T> struct Call_return       { typedef T           Type; };
	template <>           struct Call_return<void> { typedef Meta::Empty Type; };

	/**
	 * Number of bytes that an argument takes within a message
	 */
	template <typename T>
	struct Rpc_arg_size {
		enum { Value = Meta::Round_to_machine_word<sizeof(T)>::Value }; };

	template <> struct Rpc_arg_size<Meta::Empty> { enum { Value = 0 }; };

	template <size_t MAX>
	struct Rpc_arg_size<Rpc_in_buffer<MAX> > {
		enum { Value = sizeof(size_t) + Meta::Round_to_machine_word<MAX>::Value }; };
} }


/**
 * Call of a server's function with the received arguments
 *
 * \param FUNCTION  type that represents the function
 */
template <typename FUNCTION>
struct Genode::Rpc_invocation
{
	private:

		/* what to do with the returned value */
		struct Ignore { };

		template <typename SERVER, typename... VALUES>
		static void _apply(Ignore, SERVER &server, Meta::Empty &, VALUES &&... values) {
			FUNCTION::call(server, values...); }

		template <typename RESULT, typename SERVER, typename... VALUES>
		static void _apply(RESULT *ret, SERVER &server, Meta::Empty &, VALUES &&... values) {
			*ret = FUNCTION::call(server, values...); }

		template <typename RESULT, typename SERVER, typename ARGS, typename... VALUES>
		static void _apply(RESULT ret, SERVER &server, ARGS &args, VALUES &&... values) {
			_apply(ret, server, args._2, values..., args.get()); }

	public:

		template <typename SERVER, typename ARGS>
		static void apply(Meta::Empty &, SERVER &server, ARGS &args) {
			_apply(Ignore(), server, args); }

		template <typename RESULT, typename SERVER, typename ARGS>
		static void apply(RESULT &ret, SERVER &server, ARGS &args) {
			_apply(&ret, server, args); }
};


/**
 * Properties of an RPC function
 */
template <typename RET, typename... ARGS>
struct Genode::Rpc_function
{
	typedef RET Ret_type;

	/** values stored at the server, references held by the client */
	typedef typename Meta::Pod_args<ARGS...>::Type Server_args;
	typedef typename Meta::Ref_args<ARGS...>::Type Client_args;

	template <typename...> struct Types { };

	typedef Types<ARGS...> Arg_types;

	/** upper limits of the message sizes, in bytes */
	static constexpr size_t REQUEST_SIZE =
		(0 + ... + (Trait::Rpc_direction<ARGS>::Type::IN
		            ? size_t(Trait::Rpc_arg_size<typename Trait::Pod<ARGS>::Type>::Value) : 0));

	static constexpr size_t REPLY_SIZE =
		(size_t(Trait::Rpc_arg_size<typename Trait::Call_return<RET>::Type>::Value)
		 + ... + (Trait::Rpc_direction<ARGS>::Type::OUT
		          ? size_t(Trait::Rpc_arg_size<typename Trait::Pod<ARGS>::Type>::Value) : 0));

	static_assert(REQUEST_SIZE <= Msgbuf_base::MAX_DATA_SIZE
	           && REPLY_SIZE   <= Msgbuf_base::MAX_DATA_SIZE,
	              "the arguments of the RPC function exceed the size of a message");
};


namespace Genode { namespace Meta {

	/**
	 * Size of the largest request and reply of a list of RPC functions
	 */
	template <typename FUNCTIONS>
	struct Rpc_message_size
	{
		typedef typename FUNCTIONS::Head       Function;
		typedef Rpc_message_size<typename FUNCTIONS::Tail> Others;

		static constexpr size_t REQUEST = Function::REQUEST_SIZE > Others::REQUEST
		                                ? Function::REQUEST_SIZE : Others::REQUEST;
		static constexpr size_t REPLY   = Function::REPLY_SIZE > Others::REPLY
		                                ? Function::REPLY_SIZE : Others::REPLY;
	};

	template <>
	struct Rpc_message_size<Empty>        { static constexpr size_t REQUEST = 0, REPLY = 0; };

	template <>
	struct Rpc_message_size<Type_list<> > { static constexpr size_t REQUEST = 0, REPLY = 0; };
} }

#endif /* _INCLUDE__BASE__RPC_H_ */
