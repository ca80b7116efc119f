/*
 * \brief  Signals
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _INCLUDE__BASE__SIGNAL_H_
#define _INCLUDE__BASE__SIGNAL_H_

#include <base/lock.h>
#include <base/semaphore.h>
#include <signal_source/capability.h>
#include <signal_source/signal_context.h>
#include <util/list.h>
#include <util/noncopyable.h>

namespace Genode {

	struct Env;

	class Entrypoint;
	class Rpc_entrypoint;
	class Signal;
	class Signal_receiver;
	class Signal_context;
	class Signal_transmitter;
	class Signal_context_registry;

	struct Signal_dispatcher_base;

	template <typename> class Signal_dispatcher;
	template <typename T, typename EP = Entrypoint> struct Signal_handler;
	template <typename T, typename EP = Entrypoint> struct Signal_rpc_member;
}


/**
 * Received signal
 *
 * As long as the object exists, the context of the signal stays managed by
 * its receiver.
 */
class Genode::Signal
{
	private:

		friend class Signal_receiver;

		Signal_context *_context = nullptr;
		unsigned        _num     = 0;

		Signal(Signal_context *, unsigned num);

		void _inc() const;
		void _dec();

	public:

		Signal() { }

		Signal(Signal const &other);
		Signal &operator = (Signal const &other);

		~Signal() { _dec(); }

		/** Return destination of the signal */
		Signal_context *context()       { return _context; }
		Signal_context *context() const { return _context; }

		/** Return number of submissions since the previous signal */
		unsigned num() const { return _num; }
};


/**
 * Submission of signals
 */
class Genode::Signal_transmitter
{
	private:

		Signal_context_capability _context;

	public:

		/**
		 * Constructor
		 *
		 * \param context  destination of the signals
		 */
		Signal_transmitter(Signal_context_capability context = Signal_context_capability())
		: _context(context) { }

		/**
		 * Define destination
		 */
		void context(Signal_context_capability context) { _context = context; }

		Signal_context_capability context() { return _context; }

		/**
		 * Submit signals, never blocks
		 *
		 * \param cnt  number of signals to submit
		 */
		void submit(unsigned cnt = 1);
};


/**
 * Destination of signals, can be associated with a receiver
 */
class Genode::Signal_context : public Noncopyable
{
	private:

		friend class Signal;
		friend class Signal_receiver;
		friend class Signal_context_registry;

		List_element<Signal_context> _receiver_le { this };
		List_element<Signal_context> _registry_le { this };

		Signal_receiver          *_receiver = nullptr;
		Signal_context_capability _cap { };

		/* protected by the lock of the receiver */
		Lock      _lock { };
		unsigned  _num       = 0;         /* submissions not yet fetched */
		bool      _pending   = false;
		unsigned  _ref_cnt   = 0;         /* 'Signal' objects that refer to the context */
		Lock     *_dissolved = nullptr;   /* where the dissolving thread waits */

	public:

		Signal_context() { }

		/**
		 * Destructor
		 *
		 * The context must not be managed by a receiver.
		 */
		virtual ~Signal_context();

		operator Signal_context_capability() const { return _cap; }

		/**
		 * Return capability of the context, invalid unless it is managed
		 */
		Signal_context_capability cap() const { return _cap; }

		/**
		 * Submit signals within the component, without effect unless the
		 * context is managed by a receiver
		 *
		 * \noapi
		 * \deprecated  use 'Signal_transmitter'
		 */
		void submit(unsigned num);
};


/**
 * Receiver of the signals of several contexts
 */
class Genode::Signal_receiver : Noncopyable
{
	private:

		friend class Signal_context_registry;

		Semaphore                           _signal_available { };
		Lock                                _lock     { };
		List<List_element<Signal_context> > _contexts { };

		/* contexts are served in turn, starting after this one */
		List_element<Signal_context> *_last_served = nullptr;

		void _submit(Signal_context &, unsigned num);

	public:

		class Context_already_in_use     { };
		class Context_not_associated     { };
		class Signal_not_pending : public Exception { };

		Signal_receiver() { }
		~Signal_receiver();

		/**
		 * Manage context
		 *
		 * \return  capability for submitting signals to the context
		 *
		 * \throw Context_already_in_use
		 */
		Signal_context_capability manage(Signal_context *context);

		/**
		 * Stop managing a context
		 *
		 * Blocks until no 'Signal' object refers to the context anymore.
		 *
		 * \throw Context_not_associated
		 */
		void dissolve(Signal_context *context);

		/**
		 * Return true if a signal is pending
		 */
		bool pending();

		/**
		 * Block until a signal is available and return it
		 *
		 * \throw Blocking_canceled
		 */
		Signal wait_for_signal();

		/**
		 * Block until a signal is available
		 *
		 * \throw Blocking_canceled
		 */
		void block_for_signal() { _signal_available.down(); }

		/**
		 * Return pending signal
		 *
		 * \throw Signal_not_pending
		 */
		Signal pending_signal();

		/**
		 * Let 'block_for_signal' return although there is no signal
		 */
		void unblock_signal_waiter(Rpc_entrypoint &) { _signal_available.up(); }
		void unblock_signal_waiter()                 { _signal_available.up(); }

		/**
		 * Hand a signal of a signal source to its context
		 *
		 * \noapi
		 */
		static void local_submit(Signal_source::Signal);

		/**
		 * Distribute the signals of a source, does not return
		 *
		 * \noapi
		 */
		[[noreturn]] static void dispatch_signals(Signal_source *);
};


/**
 * Context with a method that handles its signals
 */
struct Genode::Signal_dispatcher_base : Signal_context
{
	/**
	 * Handle signals
	 *
	 * \param num  number of signals
	 */
	virtual void dispatch(unsigned num) = 0;
};


/**
 * Context of a signal receiver, whose signals are handled by a method
 */
template <typename T>
class Genode::Signal_dispatcher : public  Signal_dispatcher_base,
                                  public  Signal_context_capability
{
	private:

		T &_obj;
		void (T::*_member) (unsigned);
		Signal_receiver &_receiver;

	public:

		/**
		 * Constructor
		 *
		 * \param receiver     receiver that manages the context
		 * \param obj, member  method that handles the signals
		 */
		Signal_dispatcher(Signal_receiver &receiver, T &obj, void (T::*member)(unsigned))
		:
			Signal_context_capability(receiver.manage(this)),
			_obj(obj), _member(member), _receiver(receiver)
		{ }

		~Signal_dispatcher() { _receiver.dissolve(this); }

		void dispatch(unsigned num) override { (_obj.*_member)(num); }
};


/**
 * Context of an entrypoint, whose signals are handled by a method
 */
template <typename T, typename EP>
struct Genode::Signal_handler : Signal_dispatcher_base, Signal_context_capability
{
	EP &ep;
	T  &obj;
	void (T::*member) ();

	/**
	 * Constructor
	 *
	 * \param ep           entrypoint that manages the context
	 * \param obj, member  method that handles the signals
	 */
	Signal_handler(EP &ep, T &obj, void (T::*member)())
	:
		Signal_context_capability(ep.manage(*this)), ep(ep), obj(obj), member(member)
	{ }

	~Signal_handler() { ep.dissolve(*this); }

	void dispatch(unsigned) override { (obj.*member)(); }
};


/**
 * Context of an entrypoint, whose signals are handled by a method that takes
 * the number of signals
 *
 * \deprecated  use 'Signal_handler'
 */
template <typename T, typename EP>
struct Genode::Signal_rpc_member : Signal_dispatcher_base, Signal_context_capability
{
	EP &ep;
	T  &obj;
	void (T::*member) (unsigned);

	/**
	 * Constructor
	 *
	 * \param ep           entrypoint that manages the context
	 * \param obj, member  method that handles the signals
	 */
	Signal_rpc_member(EP &ep, T &obj, void (T::*member)(unsigned))
	:
		Signal_context_capability(ep.manage(*this)), ep(ep), obj(obj), member(member)
	{ }

	~Signal_rpc_member() { ep.dissolve(*this); }

	void dispatch(unsigned num) override { (obj.*member)(num); }
};

#endif /* _INCLUDE__BASE__SIGNAL_H_ */
