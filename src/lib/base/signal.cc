/*
 * \brief  Signals
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <base/env.h>
#include <base/log.h>
#include <base/signal.h>
#include <base/thread.h>
#include <lib/base/platform_env.h>
#include <lib/base/startup.h>
#include <signal_source/client.h>
#include <util/reconstructible.h>

using namespace Genode;


/**
 * Signal contexts of the component
 *
 * A signal arrives with the address of its context, which must not be used
 * unless the context is known to exist.
 */
class Genode::Signal_context_registry
{
	private:

		Lock                                _lock     { };
		List<List_element<Signal_context> > _contexts { };

	public:

		void insert(Signal_context &context)
		{
			Lock::Guard guard(_lock);
			_contexts.insert(&context._registry_le);
		}

		void remove(Signal_context &context)
		{
			Lock::Guard guard(_lock);
			_contexts.remove(&context._registry_le);
		}

		/**
		 * Submit signal to a context if the context is known
		 */
		void submit(Signal_context *context, unsigned num)
		{
			Lock::Guard guard(_lock);

			for (auto *le = _contexts.first(); le; le = le->next())
				if (le->object() == context) {
					context->_receiver->_submit(*context, num);
					return;
				}
		}
};


static Signal_context_registry &registry()
{
	static Signal_context_registry registry;
	return registry;
}

/* set before static constructors are executed, so it must not have one */
constinit static Signal_source_capability signal_source { };


/***************************
 ** Signal handler thread **
 ***************************/

namespace {

	struct Signal_handler_thread : Thread
	{
		enum { STACK_SIZE = 8*1024 };

		Signal_handler_thread(Env &env) : Thread(env, "signal handler", STACK_SIZE) { }

		void entry() override
		{
			/* requests the semaphore on behalf of this thread */
			Signal_source_client source(signal_source);

			Signal_receiver::dispatch_signals(&source);
		}
	};
}


void Genode::start_signal_handler_thread(Env &env)
{
	static Constructible<Signal_handler_thread> thread;

	signal_source = env.pd().alloc_signal_source();

	thread.construct(env);
	thread->start();
}


void Signal_receiver::dispatch_signals(Signal_source *source)
{
	for (;;)
		local_submit(source->wait_for_signal());
}


void Signal_receiver::local_submit(Signal_source::Signal signal)
{
	if (signal.num())
		registry().submit((Signal_context *)signal.imprint(), signal.num());
}


void Signal_context::submit(unsigned num)
{
	if (num)
		registry().submit(this, num);
}


/************
 ** Signal **
 ************/

Signal::Signal(Signal_context *context, unsigned num) : _context(context), _num(num) { _inc(); }


Signal::Signal(Signal const &other) : _context(other._context), _num(other._num) { _inc(); }


Signal &Signal::operator = (Signal const &other)
{
	if (this == &other)
		return *this;

	other._inc();
	_dec();

	_context = other._context;
	_num     = other._num;
	return *this;
}


void Signal::_inc() const
{
	if (!_context)
		return;

	Lock::Guard guard(_context->_lock);
	_context->_ref_cnt++;
}


void Signal::_dec()
{
	if (!_context)
		return;

	Lock *dissolved = nullptr;
	{
		Lock::Guard guard(_context->_lock);
		if (--_context->_ref_cnt == 0)
			dissolved = _context->_dissolved;
	}

	/* from here on, the context may vanish */
	if (dissolved)
		dissolved->unlock();
}


/************************
 ** Signal_transmitter **
 ************************/

void Signal_transmitter::submit(unsigned cnt) { platform_env().pd().submit(_context, cnt); }


/********************
 ** Signal_context **
 ********************/

Signal_context::~Signal_context()
{
	if (_receiver)
		error("Destructing undissolved signal context");
}


/*********************
 ** Signal_receiver **
 *********************/

Signal_receiver::~Signal_receiver()
{
	while (List_element<Signal_context> * const le = _contexts.first())
		dissolve(le->object());
}


Signal_context_capability Signal_receiver::manage(Signal_context *context)
{
	if (context->_receiver)
		throw Context_already_in_use();

	/* may fail, so that the context must not be known to anybody yet */
	Signal_context_capability const cap =
		platform_env().pd().alloc_context(signal_source, (addr_t)context);

	context->_cap      = cap;
	context->_receiver = this;
	context->_num      = 0;
	context->_pending  = false;
	{
		Lock::Guard guard(_lock);
		_contexts.insert(&context->_receiver_le);
	}
	registry().insert(*context);

	return cap;
}


void Signal_receiver::dissolve(Signal_context *context)
{
	if (context->_receiver != this)
		throw Context_not_associated();

	platform_env().pd().free_context(context->_cap);
	registry().remove(*context);
	{
		Lock::Guard guard(_lock);

		if (_last_served == &context->_receiver_le)
			_last_served = nullptr;

		_contexts.remove(&context->_receiver_le);
	}

	/* wait until the last signal that refers to the context is gone */
	Lock dissolved(Lock::LOCKED);
	bool in_use;
	{
		Lock::Guard guard(context->_lock);
		in_use = context->_ref_cnt > 0;
		if (in_use)
			context->_dissolved = &dissolved;
	}
	if (in_use)
		dissolved.lock();

	context->_dissolved = nullptr;
	context->_cap       = Signal_context_capability();
	context->_receiver  = nullptr;
}


void Signal_receiver::_submit(Signal_context &context, unsigned num)
{
	Lock::Guard guard(_lock);

	context._num += num;

	if (context._pending)
		return;

	context._pending = true;
	_signal_available.up();
}


bool Signal_receiver::pending()
{
	Lock::Guard guard(_lock);

	for (auto const *le = _contexts.first(); le; le = le->next())
		if (le->object()->_pending)
			return true;

	return false;
}


Signal Signal_receiver::pending_signal()
{
	Lock::Guard guard(_lock);

	/* begin behind the context that was served last, then from the start */
	List_element<Signal_context> *le = _last_served ? _last_served->next() : nullptr;

	for (unsigned pass = 0; pass < 2; pass++) {

		for (; le; le = le->next()) {

			Signal_context &context = *le->object();
			if (!context._pending)
				continue;

			unsigned const num = context._num;

			context._pending = false;
			context._num     = 0;
			_last_served     = le;
			return Signal(&context, num);
		}
		le = _contexts.first();
	}
	throw Signal_not_pending();
}


Signal Signal_receiver::wait_for_signal()
{
	for (;;) {
		block_for_signal();

		try { return pending_signal(); }
		catch (Signal_not_pending) { }
	}
}
