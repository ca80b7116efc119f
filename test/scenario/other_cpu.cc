/*
 * \brief  Restore of what was captured on another CPU
 *
 * There is one CPU only, so its snapshots are made to look as if they came from
 * one with fewer registers, as they do when a component moves to a newer machine.
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>
#include <csignal>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <utility>

#include <ucontext.h>

#include <gtest/gtest.h>

#include <host/extended_state_layout.h>
#include <rtcr/format.h>

#include "system.h"

using namespace Scenario_test;
using Layout = Host::Extended_state_layout;


namespace {

	/* registers of SSE and, behind the legacy state, the header of the rest, as XSAVE puts them */
	constexpr size_t SSE_OFFSET = 160, SSE_SIZE = 256, HEADER_OFFSET = 512, MIN_SIZE = 576;

	/* what Linux notes in the legacy state, a magic number follows the whole state */
	constexpr size_t SOFTWARE_OFFSET = 464;

	using Software = _fpx_sw_bytes;

	/* x87, SSE, AVX */
	constexpr uint64_t FEATURES = 7;

	using Place = Layout::Place;
	using Bytes = std::vector<uint8_t>;

	std::string description(Place const &avx)
	{
		return "xsave 7 2:" + std::to_string(avx.offset) + "+" + std::to_string(avx.size);
	}

	/**
	 * Frame of an interrupted thread
	 */
	class Frame
	{
		private:

			Bytes  &_bytes;
			size_t  _state;   /* where the extended state starts */

		public:

			explicit Frame(Rtcr::Thread &thread) : _bytes(thread.save_stack)
			{
				uint64_t address = 0;
				memcpy(&address, _bytes.data() + sizeof(uint64_t)
				                 + offsetof(ucontext_t, uc_mcontext.fpregs), sizeof(address));

				_state = address - thread.carrier.frame.address;
				if (_state + MIN_SIZE > _bytes.size())
					throw std::runtime_error("the frame has no extended state");
			}

			void load(size_t at, auto &value) const {
				memcpy(&value, _bytes.data() + _state + at, sizeof(value)); }

			void store(size_t at, auto const &value) {
				memcpy(_bytes.data() + _state + at, &value, sizeof(value)); }

			/** Fill everything from 'at' on */
			void fill(size_t at, uint8_t value) {
				std::fill(_bytes.begin() + ptrdiff_t(_state + at), _bytes.end(), value); }

			Bytes part(Place const &place) const
			{
				auto const start = _bytes.begin() + ptrdiff_t(_state + place.offset);
				return { start, start + ptrdiff_t(place.size) };
			}
	};

	bool interrupted(Rtcr::Thread const &thread) {
		return thread.carrier.resume == Host::Abi::Resume::FRAME; }

	/**
	 * Return the one thread of a component that computes
	 */
	Rtcr::Thread &interrupted_thread(Rtcr::Snapshot &snapshot)
	{
		auto const it = std::ranges::find_if(snapshot.threads, interrupted);
		if (it == snapshot.threads.end())
			throw std::runtime_error("no thread was interrupted");
		return *it;
	}

	/**
	 * Let the frame end with the registers of AVX
	 */
	void shrink(Frame &&frame, Place const &avx)
	{
		Software software { };
		frame.load(SOFTWARE_OFFSET, software);

		uint32_t const size = uint32_t(avx.offset + avx.size);
		ASSERT_LT(size, software.xstate_size);

		software.xstate_bv    &= FEATURES;
		software.xstate_size   = size;
		software.extended_size = size + sizeof(FP_XSTATE_MAGIC2);
		frame.store(SOFTWARE_OFFSET, software);

		uint64_t present = 0;
		frame.load(HEADER_OFFSET, present);
		frame.store(HEADER_OFFSET, present & FEATURES);

		/* nothing is left of the rest */
		frame.fill(size, 0xee);
		frame.store(size, uint32_t(FP_XSTATE_MAGIC2));
	}
}


/**
 * Component that computes for ever, and keeps values in vector registers
 */
struct Other_cpu : testing::Test
{
	Scratch_directory directory { };
	System            system    { directory, scenario(child("vectors", "1M")) };

	std::optional<Control::Image> image    { };
	Rtcr::Snapshot                snapshot { };

	/* the message comes before the registers are loaded */
	void SetUp() override
	{
		ASSERT_TRUE(system.log().wait_for("registers are about to be loaded"));
		do { capture(); } while (std::ranges::none_of(snapshot.threads, interrupted));
	}

	void capture()
	{
		image.emplace(std::move(system.client().checkpoint({ "vectors" }).image));
		snapshot = Rtcr::read_metadata(image->metadata);
	}

	void restore()
	{
		image->metadata = Rtcr::write_metadata(snapshot);
		system.client().restore(*image, { });
	}
};


TEST_F(Other_cpu, with_fewer_registers_is_no_obstacle)
{
	Layout const cpu = Layout::of_cpu();
	auto   const avx = cpu.places().find(2);

	if (avx == cpu.places().end() || cpu.places().size() == 1)
		GTEST_SKIP() << "the CPU has no registers beyond those of AVX";

	auto const vectors = [&] {
		Frame const frame(interrupted_thread(snapshot));
		return std::pair(frame.part({ SSE_OFFSET, SSE_SIZE }), frame.part(avx->second)); };

	/* byte j of register i is 16*i + j, as soon as the registers are loaded */
	while (vectors().first.back() != SSE_SIZE - 1)
		capture();

	auto const expected = vectors();
	EXPECT_NE(expected.second, Bytes(avx->second.size));

	for (bool const killed : { false, true }) {

		shrink(Frame(interrupted_thread(snapshot)), avx->second);
		snapshot.cpu_features = description(avx->second);

		if (killed)
			system.client().kill("vectors");
		restore();

		capture();
		EXPECT_EQ(snapshot.cpu_features, cpu.description());
		EXPECT_TRUE(vectors() == expected) << "killed: " << killed;
	}
	expect_clean(system);
}


TEST_F(Other_cpu, with_other_registers_is_refused)
{
	std::string const here = snapshot.cpu_features;

	for (std::string const &other : { here + " 62:9000+64", std::string("xsave 7 2:640+256"),
	                                  std::string("fxsave"), std::string() }) {
		snapshot.cpu_features = other;
		try {
			restore();
			ADD_FAILURE() << "'" << other << "' is accepted";
		} catch (Control::Request_failed const &failed) {
			EXPECT_NE(std::string(failed.what()).find("registers that this CPU lacks"), std::string::npos)
				<< failed.what();
		}
	}
	snapshot.cpu_features = here;
	restore();
	expect_clean(system);
}
