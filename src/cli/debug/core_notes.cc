/*
 * \brief  Notes of ELF core files
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <cli/debug/core_notes.h>

#include <algorithm>
#include <cstring>

#include <gelf.h>

using namespace Cli;


namespace {

	constexpr char const *CORE  = "CORE";
	constexpr char const *LINUX = "LINUX";

	/* selectors of user code and data on Linux */
	constexpr uint64_t USER_CS = 0x33, USER_DS = 0x2b;

	/* 'struct elf_prstatus' */
	struct Prstatus
	{
		int32_t  signo = 0, code = 0, error = 0;
		int16_t  current_signal = 0;
		uint64_t pending = 0, held = 0;
		int32_t  pid = 0, parent = 0, group = 0, session = 0;
		uint64_t times[8] { };

		uint64_t r15 = 0, r14 = 0, r13 = 0, r12 = 0, rbp = 0, rbx = 0, r11 = 0, r10 = 0, r9 = 0,
		         r8 = 0, rax = 0, rcx = 0, rdx = 0, rsi = 0, rdi = 0, original_rax = ~0ull, rip = 0,
		         cs = USER_CS, flags = 0, rsp = 0, ss = USER_DS, fs_base = 0, gs_base = 0, ds = 0,
		         es = 0, fs = 0, gs = 0;

		int32_t  valid_floating_point = 0;
	};

	static_assert(sizeof(Prstatus) == 336);

	/* 'struct elf_prpsinfo' */
	struct Prpsinfo
	{
		char     state = 0, state_name = 'R', zombie = 0, nice = 0;
		uint64_t flags = 0;
		uint32_t uid = 0, gid = 0;
		int32_t  pid = 0, parent = 0, group = 0, session = 0;
		char     name[16] { };
		char     arguments[80] { };
	};

	static_assert(sizeof(Prpsinfo) == 136);

	template <typename T>
	std::span<uint8_t const> bytes_of(T const &object)
	{
		return { reinterpret_cast<uint8_t const *>(&object), sizeof(object) };
	}

	void fill(Prstatus &out, Host::Cpu_registers const &r)
	{
		out.r15 = r.r15; out.r14 = r.r14; out.r13 = r.r13; out.r12 = r.r12;
		out.r11 = r.r11; out.r10 = r.r10; out.r9  = r.r9;  out.r8  = r.r8;
		out.rbp = r.rbp; out.rbx = r.rbx; out.rax = r.rax; out.rcx = r.rcx;
		out.rdx = r.rdx; out.rsi = r.rsi; out.rdi = r.rdi;
		out.rip = r.ip;  out.rsp = r.sp;  out.flags = r.flags;
		out.fs_base = r.fs;
		out.gs_base = r.gs;
	}
}


void Core_notes::_add(char const *owner, uint32_t type, std::span<uint8_t const> content)
{
	constexpr size_t ALIGNMENT = 4;

	auto append = [&] (std::span<uint8_t const> bytes) {
		_bytes.insert(_bytes.end(), bytes.begin(), bytes.end());
		_bytes.resize((_bytes.size() + ALIGNMENT - 1)/ALIGNMENT*ALIGNMENT); };

	Elf64_Nhdr const header { .n_namesz = uint32_t(strlen(owner) + 1),
	                          .n_descsz = uint32_t(content.size()),
	                          .n_type   = type };
	append(bytes_of(header));
	append({ reinterpret_cast<uint8_t const *>(owner), header.n_namesz });
	append(content);
}


void Core_notes::add_process(int pid, std::string const &program, std::string const &name)
{
	Prpsinfo info { };
	info.pid = info.group = info.session = pid;
	program.copy(info.name, sizeof(info.name) - 1);
	name.copy(info.arguments, sizeof(info.arguments) - 1);

	_add(CORE, NT_PRPSINFO, bytes_of(info));
}


void Core_notes::add_thread(int lwp, int signal, Thread_registers const &registers)
{
	bool const floating_point = registers.extended.size() >= Thread_registers::LEGACY_SIZE;

	Prstatus status { };
	fill(status, registers.cpu);
	status.signo = status.current_signal = int16_t(signal);
	status.pid   = lwp;
	status.valid_floating_point = floating_point;

	_add(CORE, NT_PRSTATUS, bytes_of(status));

	if (!floating_point)
		return;

	_add(CORE, NT_FPREGSET, std::span(registers.extended).first(Thread_registers::LEGACY_SIZE));

	if (registers.extended.size() >= Debugger_state::MIN_SIZE)
		_add(LINUX, NT_X86_XSTATE,
		     _debugger_state.for_debugger(registers.extended, registers.extended_features));
}
