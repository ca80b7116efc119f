/*
 * \brief  Tests of the decision of threads to wait actively
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "support.h"

using namespace Host_test;


namespace {

	/**
	 * Thread that requests one operation after the other
	 */
	class Requester
	{
		private:

			Nucleus   _nucleus { };
			Component _component;
			Carrier  &_carrier;

			std::shared_ptr<Recorder> _recorder = std::make_shared<Recorder>();

			std::chrono::microseconds _delay { };
			std::vector<int32_t>      _eager { };   /* at each request, of the wait before */

			static Nucleus &with_cpus(Nucleus &nucleus, bool several)
			{
				auto &page = *reinterpret_cast<Abi::System_page *>(nucleus.system_page.data());
				page.several_cpus = several;
				return nucleus;
			}

			void _complete()
			{
				auto const &state = *reinterpret_cast<Abi::Thread_state const *>(&_carrier.utcb());

				_eager.push_back(state.eager);
				std::this_thread::sleep_for(_delay);
				_carrier.complete(_carrier.posted());
			}

		public:

			explicit Requester(bool several_cpus)
			:
				_component(with_cpus(_nucleus, several_cpus)), _carrier(_component.process.carrier(0))
			{
				_recorder->action = [this] { _complete(); };

				_carrier.start(_component.registers(code_operations), "requester", _recorder);
				EXPECT_TRUE(_component.process.flush());
			}

			~Requester()
			{
				std::lock_guard const guard(_recorder->mutex);
				_recorder->action = { };
			}

			/**
			 * Return what the thread thought about its waits
			 *
			 * \param delay  time that each operation takes
			 */
			std::vector<int32_t> waits(unsigned count, std::chrono::microseconds delay)
			{
				unsigned first = 0;
				{
					std::lock_guard const guard(_recorder->mutex);
					_delay = delay;
					_eager.clear();
					first = _recorder->entries;
				}
				_recorder->wait_for(first + count);

				std::lock_guard const guard(_recorder->mutex);
				return _eager;
			}
	};

	constexpr std::chrono::microseconds AT_ONCE { 0 }, LATE { 2000 };
}


TEST(Active_waiting, pays_while_operations_are_short)
{
	Requester requester(true);

	auto const waits = requester.waits(2000, AT_ONCE);

	EXPECT_TRUE(std::ranges::any_of(waits, [] (int32_t eager) { return eager > 0; }));
}


TEST(Active_waiting, ends_when_operations_take_long)
{
	Requester requester(true);

	(void)requester.waits(100, AT_ONCE);

	auto const waits = requester.waits(60, LATE);

	/* a few waits that began before, and two failures */
	for (size_t i = 5; i < waits.size(); i++)
		EXPECT_LE(waits[i], 0) << "wait " << i;

	auto const later = requester.waits(5000, AT_ONCE);
	EXPECT_TRUE(std::ranges::any_of(later, [] (int32_t eager) { return eager > 0; }));
}


TEST(Active_waiting, does_not_happen_on_a_single_cpu)
{
	Requester requester(false);

	for (int32_t const eager : requester.waits(2000, AT_ONCE))
		EXPECT_EQ(eager, 0);
}
