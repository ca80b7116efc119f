/*
 * \brief  Threads of a snapshot with registers and stacks
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/snapshot_threads.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cli/debug/binary.h>
#include <cli/size.h>
#include <cli/snapshot_caps.h>
#include <cli/state_names.h>
#include <cli/text.h>

using namespace Cli;


namespace {

	struct Register { char const *name; uint64_t Host::Cpu_registers::*value; bool preserved; };

	/* the preserved ones are known of threads within operations, too */
	constexpr Register REGISTERS[] {
		{ "rip", &Host::Cpu_registers::ip,  true  }, { "rsp", &Host::Cpu_registers::sp,  true  },
		{ "rbp", &Host::Cpu_registers::rbp, true  }, { "rbx", &Host::Cpu_registers::rbx, true  },
		{ "r12", &Host::Cpu_registers::r12, true  }, { "r13", &Host::Cpu_registers::r13, true  },
		{ "r14", &Host::Cpu_registers::r14, true  }, { "r15", &Host::Cpu_registers::r15, true  },
		{ "fs",  &Host::Cpu_registers::fs,  true  }, { "gs",  &Host::Cpu_registers::gs,  true  },
		{ "rax", &Host::Cpu_registers::rax, false }, { "rcx", &Host::Cpu_registers::rcx, false },
		{ "rdx", &Host::Cpu_registers::rdx, false }, { "rsi", &Host::Cpu_registers::rsi, false },
		{ "rdi", &Host::Cpu_registers::rdi, false }, { "r8",  &Host::Cpu_registers::r8,  false },
		{ "r9",  &Host::Cpu_registers::r9,  false }, { "r10", &Host::Cpu_registers::r10, false },
		{ "r11", &Host::Cpu_registers::r11, false }, { "flags", &Host::Cpu_registers::flags, false } };

	constexpr unsigned REGISTERS_PER_LINE = 4;

	std::string waiting_text(Rtcr::Snapshot const &snapshot, Rtcr::Thread const &thread)
	{
		if (thread.gate.kind == Rtcr::Ref::Kind::GATE)
			return fmt::format("gate '{}'", snapshot.gates[thread.gate.index].name);

		if (thread.gate.kind == Rtcr::Ref::Kind::OUTSIDE)
			return fmt::format("gate '{}' of \"{}\"", snapshot.outsides[thread.gate.index].name,
			                   snapshot.outsides[thread.gate.index].owner);

		if (thread.irq.kind == Rtcr::Ref::Kind::IRQ)
			return "signals";

		if (thread.state == Kernel::Thread::State::SLEEPING && thread.remaining_us != ~0ull)
			return "another " + format_duration(thread.remaining_us);

		return "";
	}

	std::string registers_text(Thread_registers const &registers)
	{
		std::string result { };
		unsigned    column = 0;

		for (Register const &reg : REGISTERS) {

			if (!reg.preserved && !registers.complete)
				continue;

			result += fmt::format("{}{:<5} {:016x}", column ? "  " : "    ", reg.name,
			                      registers.cpu.*reg.value);
			if (++column == REGISTERS_PER_LINE) {
				result += "\n";
				column = 0;
			}
		}
		if (column)
			result += "\n";

		if (registers.entry_ip)
			result += fmt::format("    interrupted within the kernel entry at {:#x}\n", registers.entry_ip);
		return result;
	}

	std::string frames_text(std::vector<Stack_walker::Frame> const &frames)
	{
		std::string result { };
		unsigned    number = 0;

		for (Stack_walker::Frame const &frame : frames) {
			result += fmt::format("    #{:<2} {:#014x}", number++, frame.ip);
			if (!frame.function.empty())
				result += " in " + harmless(frame.function);
			if (!frame.source.empty())
				result += " at " + harmless(frame.source);
			result += "\n";
		}
		return result;
	}
}


Snapshot_threads Cli::snapshot_threads(Opened_snapshot &opened,
                                       std::vector<std::filesystem::path> const &rom_directories)
{
	Rtcr::Snapshot const &snapshot = opened.snapshot;
	Snapshot_threads      result { };

	for (Rtcr::Pd const &pd : snapshot.pds) {

		auto const binary = find_binary(snapshot, pd, rom_directories);
		if (!binary.file)
			result.problems.push_back(fmt::format("no symbols for \"{}\": {}", pd_label(snapshot, pd),
			                                      binary.problem));

		Snapshot_memory memory(opened, pd);
		Stack_walker    walker(memory, binary.file);

		for (Rtcr::Thread const &thread : snapshot.threads) {

			if (&snapshot.pds[thread.pd] != &pd)
				continue;

			Thread_details details { .thread    = &thread,
			                         .pd        = pd_label(snapshot, pd),
			                         .waits     = waiting_text(snapshot, thread),
			                         .registers = thread_registers(thread, memory) };
			if (details.registers)
				details.frames = walker.frames(details.registers->cpu);

			result.threads.push_back(std::move(details));
		}
	}
	return result;
}


std::string Cli::threads_text(Snapshot_threads const &threads)
{
	std::string result { };

	for (Thread_details const &details : threads.threads) {

		result += fmt::format("{}thread '{}' of \"{}\", {}{}{}\n", result.empty() ? "" : "\n", harmless(details.thread->name),
		                      harmless(details.pd), state_name(details.thread->state),
		                      details.waits.empty() ? "" : ": " + harmless(details.waits),
		                      details.thread->paused ? ", paused" : "");
		if (details.registers)
			result += registers_text(*details.registers) + frames_text(details.frames);
	}
	for (std::string const &problem : threads.problems)
		result += "\nnote: " + harmless(problem) + "\n";

	return result;
}


Json Cli::json(Thread_details const &details)
{
	Json registers = details.registers ? Json::object() : Json();
	Json frames    = Json::array();

	if (details.registers)
		for (Register const &reg : REGISTERS)
			registers[reg.name] = reg.preserved || details.registers->complete
			                    ? Json(fmt::format("{:#x}", details.registers->cpu.*reg.value)) : Json();

	for (Stack_walker::Frame const &frame : details.frames)
		frames.push_back(Json { { "ip",       fmt::format("{:#x}", frame.ip) },
		                        { "function", frame.function.empty() ? Json() : Json(frame.function) },
		                        { "source",   frame.source.empty()   ? Json() : Json(frame.source) } });

	return { { "name",      details.thread->name },
	         { "pd",        details.pd },
	         { "state",     state_name(details.thread->state) },
	         { "paused",    details.thread->paused },
	         { "waits_for", details.waits.empty() ? Json() : Json(details.waits) },
	         { "registers", registers },
	         { "frames",    frames } };
}
