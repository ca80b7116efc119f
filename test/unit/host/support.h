/*
 * \brief  Component process with programs of a few instructions each
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _TEST__UNIT__HOST__SUPPORT_H_
#define _TEST__UNIT__HOST__SUPPORT_H_

#include <condition_variable>
#include <cstring>

#include <gtest/gtest.h>

#include <host/futex.h>
#include <host/process.h>
#include <host/reaper.h>
#include <host/system_page.h>

/*
 * Programs, position independent, see 'programs.cc'
 */
extern "C" char const code_begin[], code_end[], code_operations[], code_count[], code_fault[],
                      code_system_calls[], code_old_entry[], code_vector[], code_block[],
                      code_yell[], code_scatter[],
                      code_refuse[], code_sleep[], code_visit[];

namespace Host_test {

	using namespace Host;

	constexpr uint64_t CODE = 0x1000000, DATA = 0x2000000;

	/* memory that 'code_scatter' writes to */
	constexpr uint64_t SCATTER = 0x4000000, SCATTER_SIZE = 4u << 20;

	struct Nucleus
	{
		Arena  arena  { 256 << 20 };
		Reaper reaper { };
		Memory system_page = arena.allocate(Abi::SYSTEM_PAGE_SIZE);
		Memory code        = arena.allocate(4096);

		Process_environment env { arena, reaper, STUB_PATH, system_page.offset() };

		Nucleus()
		{
			init_system_page(*reinterpret_cast<Abi::System_page *>(system_page.data()));
			memcpy(code.data(), code_begin, size_t(code_end - code_begin));
		}
	};

	struct Component
	{
		Nucleus &nucleus;
		Memory   data = nucleus.arena.allocate(4096);
		Process  process { nucleus.env };

		uint64_t &word(unsigned i) { return reinterpret_cast<uint64_t *>(data.data())[i]; }

		uint64_t value(unsigned i) { return std::atomic_ref(word(i)).load(); }

		void wait_for_word(unsigned i, uint64_t at_least)
		{
			while (value(i) < at_least)
				std::this_thread::yield();
		}

		Component(Nucleus &nucleus) : nucleus(nucleus)
		{
			process.map({ CODE, 4096, nucleus.code.offset(), false, true });
			process.map({ DATA, 4096, data.offset(), true, false });
		}

		Registers registers(char const *entry) const
		{
			return { CODE + uint64_t(entry - code_begin), DATA + 4096 };
		}
	};

	struct Recorder : Entry_handler
	{
		std::mutex              mutex { };
		std::condition_variable changed { };
		unsigned                entries = 0;

		std::function<void ()> action { };

		void handle_entry(Carrier const &) override
		{
			std::lock_guard guard(mutex);
			entries++;
			if (action)
				action();
			changed.notify_all();
		}

		unsigned count()
		{
			std::lock_guard guard(mutex);
			return entries;
		}

		void wait_for(unsigned count)
		{
			std::unique_lock lock(mutex);
			changed.wait(lock, [&] { return entries >= count; });
		}
	};

	inline Abi::Thread_state &state_of(Carrier &carrier)
	{
		return *reinterpret_cast<Abi::Thread_state *>(carrier.utcb().host_area);
	}

	/** Give a wakeup to a thread, as another one of its process would do */
	inline void wake(Carrier &carrier)
	{
		auto &state = state_of(carrier);

		std::atomic_ref(state.wakeups).fetch_add(1);
		futex_wake(state.wakeups);
	}

	/** Return number of an occasion for holding a thread */
	inline uint32_t next_reason()
	{
		static uint32_t reason = 0;
		return ++reason;
	}

	/**
	 * Hold a thread that waits within its process, or is going to
	 *
	 * The thread saves its registers when it finds out that it has to wait. It is
	 * held again and again meanwhile, often before it has noticed its release.
	 */
	inline void hold_in_block(Carrier &carrier)
	{
		for (;;) {
			carrier.hold(next_reason());
			if (carrier.held_in_block())
				return;

			carrier.interrupt();
			EXPECT_TRUE(carrier.wait_until_parked());
			carrier.release();
		}
	}
}

#endif /* _TEST__UNIT__HOST__SUPPORT_H_ */
