/*
 * \brief  Type lists, argument tuples, and other tools for template code
 *
 * The RPC framework represents the arguments of a function as recursive
 * tuples, each of which consists of the head '_1' and the tail '_2'. A tuple
 * of no elements is 'Meta::Empty'.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__UTIL__META_H_
#define _INCLUDE__UTIL__META_H_

namespace Genode { namespace Trait {

	/**
	 * Type by which an argument of type 'T' is referred to
	 */
	template <typename T> struct Reference      { typedef T &Type; };
	template <typename T> struct Reference<T *> { typedef T *Type; };
	template <typename T> struct Reference<T &> { typedef T &Type; };

	/**
	 * Type without pointer or reference
	 */
	template <typename T> struct Non_reference      { typedef T Type; };
	template <typename T> struct Non_reference<T *> { typedef T Type; };
	template <typename T> struct Non_reference<T &> { typedef T Type; };

	/**
	 * Type without 'const'
	 */
	template <typename T> struct Non_const          { typedef T Type; };
	template <typename T> struct Non_const<T const> { typedef T Type; };

	/**
	 * Plain value type for storing an argument of type 'T'
	 */
	template <typename T> struct Pod {
		typedef typename Non_const<typename Non_reference<T>::Type>::Type Type; };
} }


/****************
 ** Type lists **
 ****************/

namespace Genode { namespace Meta {

	/**
	 * N-th type of a sequence of types
	 */
	template <unsigned long N, typename HEAD, typename... TAIL>
	struct Variadic_type_tuple {
		using Type = typename Variadic_type_tuple<N - 1, TAIL...>::Type; };

	template <typename HEAD, typename... TAIL>
	struct Variadic_type_tuple<0, HEAD, TAIL...> { using Type = HEAD; };

	/**
	 * Stands for an omitted template argument
	 */
	struct Void { };

	/**
	 * End of a type list
	 */
	struct Empty { };

	/**
	 * Type list that consists of a first type and the list of the others
	 */
	template <typename HEAD, typename TAIL>
	struct Type_tuple
	{
		typedef HEAD Head;
		typedef TAIL Tail;
	};

	/**
	 * Type list of the given types
	 */
	template <typename...> struct Type_list;

	template <>
	struct Type_list<> { typedef Empty Head; };

	template <typename T>
	struct Type_list<T> : Type_tuple<T, Empty> { };

	template <typename HEAD, typename... TAIL>
	struct Type_list<HEAD, TAIL...> : Type_tuple<HEAD, Type_list<TAIL...> > { };

	/**
	 * Denote a type list within the arguments of another macro
	 */
#define GENODE_TYPE_LIST(...) ::Genode::Meta::Type_list<__VA_ARGS__>

	/**
	 * Number of types in the list 'TL'
	 */
	template <typename TL>
	struct Length { enum { Value = 1 + Length<typename TL::Tail>::Value }; };

	template <> struct Length<Empty>        { enum { Value = 0 }; };
	template <> struct Length<Type_list<> > { enum { Value = 0 }; };

	/**
	 * Position of the type 'T' in the list 'TL', an error if it is missing
	 */
	template <typename TL, typename T, unsigned I = 0>
	struct Index_of { enum { Value = Index_of<typename TL::Tail, T, I + 1>::Value }; };

	template <typename TL, unsigned I>
	struct Index_of<TL, typename TL::Head, I> { enum { Value = I }; };

	/**
	 * List 'TL' followed by the list 'APPENDIX'
	 */
	template <typename TL, typename APPENDIX>
	struct Append
	{
		typedef Type_tuple<typename TL::Head,
		                   typename Append<typename TL::Tail, APPENDIX>::Type> Type;
	};

	template <typename APPENDIX>
	struct Append<Empty, APPENDIX> { typedef APPENDIX Type; };

	template <typename APPENDIX>
	struct Append<Type_list<>, APPENDIX> { typedef APPENDIX Type; };

	/**
	 * Type at position 'I' of the list 'TL', 'void' if the list is shorter
	 */
	template <typename TL, unsigned I>
	struct Type_at { typedef typename Type_at<typename TL::Tail, I - 1>::Type Type; };

	template <typename TL>
	struct Type_at<TL, 0> { typedef typename TL::Head Type; };

	template <unsigned I>
	struct Type_at<Empty, I> { typedef void Type; };

	template <>
	struct Type_at<Empty, 0> { typedef void Type; };

	/**
	 * Static check that the list 'TL' contains all types of the list 'CTL'
	 */
	template <typename TL, typename CTL>
	struct Contains
	{
		enum { Check = (unsigned)Index_of<TL, typename CTL::Head>::Value
		             + (unsigned)Contains<TL, typename CTL::Tail>::Check };
	};

	template <typename TL>
	struct Contains<TL, Empty> { enum { Check = 0 }; };
} }


/*********************
 ** Argument tuples **
 *********************/

namespace Genode { namespace Meta {

	/**
	 * Tuple of a reference to a value and a reference to the tail
	 */
	template <typename HEAD, typename TAIL>
	struct Ref_tuple : Type_tuple<HEAD, TAIL>
	{
		typedef typename Trait::Reference<HEAD>::Type Head_ref;
		typedef typename Trait::Reference<TAIL>::Type Tail_ref;

		Head_ref _1;
		Tail_ref _2;

		Ref_tuple(Head_ref v1, Tail_ref v2) : _1(v1), _2(v2) { }

		/**
		 * Return reference to the value
		 */
		Head_ref get() { return _1; }
	};

	/*
	 * A pointer argument refers to the object that is to be transferred
	 */
	template <typename HEAD, typename TAIL>
	struct Ref_tuple<HEAD *, TAIL> : Type_tuple<HEAD *, TAIL>
	{
		typedef typename Trait::Reference<TAIL>::Type Tail_ref;

		HEAD    *_1;
		Tail_ref _2;

		Ref_tuple(HEAD *v1, Tail_ref v2) : _1(v1), _2(v2) { }

		HEAD &get() { return *_1; }
	};

	/**
	 * Tuple of references to any number of values, containing its tails
	 *
	 * The constructor takes the values followed by an 'Empty' object.
	 */
	template <typename HEAD, typename... TAIL>
	class Ref_chain;

	/*
	 * Base class that makes the tail exist before it is referred to
	 */
	template <typename TAIL>
	struct Ref_chain_tail
	{
		TAIL _tail;

		template <typename... ARGS>
		explicit Ref_chain_tail(ARGS &... args) : _tail(args...) { }
	};

	template <typename HEAD>
	class Ref_chain<HEAD> : public Ref_tuple<HEAD, Empty>
	{
		public:

			Ref_chain(typename Trait::Reference<HEAD>::Type v, Empty &end)
			: Ref_tuple<HEAD, Empty>(v, end) { }
	};

	template <typename HEAD, typename NEXT, typename... TAIL>
	class Ref_chain<HEAD, NEXT, TAIL...>
	:
		private Ref_chain_tail<Ref_chain<NEXT, TAIL...> >,
		public  Ref_tuple<HEAD, Ref_chain<NEXT, TAIL...> >
	{
		private:

			typedef Ref_chain<NEXT, TAIL...> Tail_chain;

		public:

			Ref_chain(typename Trait::Reference<HEAD>::Type    v,
			          typename Trait::Reference<NEXT>::Type    next,
			          typename Trait::Reference<TAIL>::Type... tail,
			          Empty &end)
			:
				Ref_chain_tail<Tail_chain>(next, tail..., end),
				Ref_tuple<HEAD, Tail_chain>(v, this->_tail)
			{ }

			/* a copy would refer to the tail of the original */
			Ref_chain(Ref_chain const &) = delete;
			Ref_chain &operator = (Ref_chain const &) = delete;
	};

	/**
	 * Tuple that stores a value
	 *
	 * This is an aggregate, so that it can hold types without a default
	 * constructor. This rules out a base class, on behalf of C++11.
	 */
	template <typename HEAD, typename TAIL>
	struct Pod_tuple
	{
		typedef HEAD Head;
		typedef TAIL Tail;
		typedef typename Trait::Pod<HEAD>::Type Stored_head;

		Stored_head _1;
		TAIL        _2;

		/**
		 * Return the stored value
		 */
		Stored_head &get() { return _1; }
	};

	/*
	 * For a pointer argument, the object itself is stored but 'get' returns a
	 * pointer because this is what the function takes.
	 */
	template <typename HEAD, typename TAIL>
	struct Pod_tuple<HEAD *, TAIL>
	{
		typedef HEAD *Head;
		typedef TAIL  Tail;
		typedef typename Trait::Non_reference<HEAD>::Type Stored_head;

		Stored_head _1;
		TAIL        _2;

		HEAD *get() { return &_1; }
	};

	/**
	 * Tuple type 'Type' for referring to arguments of the given types
	 */
	template <typename... ARGS>
	struct Ref_args { typedef Ref_chain<ARGS...> Type; };

	template <> struct Ref_args<>     { typedef Empty Type; };
	template <> struct Ref_args<Void> { typedef Empty Type; };

	/**
	 * Tuple type 'Type' for storing arguments of the given types
	 */
	template <typename...> struct Pod_args;

	template <> struct Pod_args<>     { typedef Empty Type; };
	template <> struct Pod_args<Void> { typedef Empty Type; };

	template <typename HEAD, typename... TAIL>
	struct Pod_args<HEAD, TAIL...> {
		typedef Pod_tuple<HEAD, typename Pod_args<TAIL...>::Type> Type; };
} }


/**********************************************
 ** Calling of member functions with a tuple **
 **********************************************/

namespace Genode { namespace Meta {

	/*
	 * Pointer to a member function with the argument types of the tuple type
	 * 'ARGS', where the return type 'Empty' stands for 'void'
	 */
	template <typename RET, typename SERVER, typename ARGS, typename... COLLECTED>
	struct Member_func : Member_func<RET, SERVER, typename ARGS::Tail,
	                                 COLLECTED..., typename ARGS::Head> { };

	template <typename RET, typename SERVER, typename... COLLECTED>
	struct Member_func<RET, SERVER, Empty, COLLECTED...> {
		typedef RET (SERVER::*Type)(COLLECTED...); };

	template <typename SERVER, typename... COLLECTED>
	struct Member_func<Empty, SERVER, Empty, COLLECTED...> {
		typedef void (SERVER::*Type)(COLLECTED...); };

	/*
	 * Call 'func' with the values collected so far and those of the tuple
	 */
	template <typename RET, typename SERVER, typename FUNC, typename... VALUES>
	inline RET apply_tuple(SERVER &server, Empty &, FUNC func, VALUES &&... values)
	{
		return (server.*func)(static_cast<VALUES &&>(values)...);
	}

	template <typename RET, typename SERVER, typename ARGS, typename FUNC, typename... VALUES>
	inline RET apply_tuple(SERVER &server, ARGS &args, FUNC func, VALUES &&... values)
	{
		return Meta::apply_tuple<RET>(server, args._2, func,
		                              static_cast<VALUES &&>(values)..., args.get());
	}

	/**
	 * Call member function with the arguments taken from a tuple
	 *
	 * \param RET_TYPE  return type of the function, 'Empty' if it is 'void'
	 * \param SERVER    class of the function, or a class that inherits it
	 * \param ARGS      'Pod_args' type that matches the function's arguments
	 *
	 * An overloaded function is selected by the types of the arguments.
	 */
	template <typename RET_TYPE, typename SERVER, typename ARGS>
	inline RET_TYPE call_member(SERVER &server, ARGS &args,
	                                   typename Member_func<RET_TYPE, SERVER, ARGS>::Type func)
	{
		if constexpr (__is_same(RET_TYPE, Empty)) {
			Meta::apply_tuple<void>(server, args, func);
			return Empty();
		} else {
			return Meta::apply_tuple<RET_TYPE>(server, args, func);
		}
	}

	/**
	 * Call member function and assign its return value to 'ret'
	 */
	template <typename RET_TYPE, typename SERVER, typename ARGS>
	inline void call_member(RET_TYPE &ret, SERVER &server, ARGS &args,
	                               typename Member_func<RET_TYPE, SERVER, ARGS>::Type func)
	{
		ret = call_member<RET_TYPE, SERVER, ARGS>(server, args, func);
	}
} }


/********************
 ** Misc utilities **
 ********************/

namespace Genode { namespace Meta {

	/**
	 * Size rounded up to a multiple of the size of a machine word
	 */
	template <unsigned long SIZE>
	struct Round_to_machine_word {
		enum { Value = (SIZE + sizeof(long) - 1) / sizeof(long) * sizeof(long) }; };

	/**
	 * Argument that selects one of several overloads by types
	 */
	template <typename T1, typename T2 = T1>
	struct Overload_selector
	{
		typedef T1 _T1;
		typedef T2 _T2;

		Overload_selector() { }
	};

	/**
	 * Void if all types are valid, for selecting a template by what a type has
	 */
	template <typename... TYPES> struct Enable_if_valid { typedef void Type; };

	/**
	 * Type that corresponds to a boolean value
	 */
	template <bool VALUE> struct Bool_to_type { enum { V = VALUE }; };
} }


namespace Genode { namespace Trait {

	/**
	 * Signature of a call operator, as of a lambda function
	 */
	template <typename T> struct Functor;

	template <typename RET, typename T, typename... ARGS>
	struct Functor<RET (T::*)(ARGS...)> : Functor<RET (T::*)(ARGS...) const> { };

	template <typename RET, typename T, typename... ARGS>
	struct Functor<RET (T::*)(ARGS...) const>
	{
		static constexpr unsigned long argument_count = sizeof...(ARGS);

		using Return_type = RET;

		template <unsigned long N>
		struct Argument
		{
			static_assert(N < argument_count, "no argument of this index");

			using Type = typename Meta::Variadic_type_tuple<N, ARGS...>::Type;
		};
	};
} }

#endif /* _INCLUDE__UTIL__META_H_ */
