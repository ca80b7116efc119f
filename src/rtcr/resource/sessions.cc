/*
 * \brief  Capture and restore of sessions at core
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <core/label.h>
#include <core/log_session.h>
#include <core/ram_session.h>
#include <core/rm_session.h>
#include <rtcr/resources.h>
#include <rtcr/rtcr_session.h>

using namespace Rtcr;


/*************
 ** Capture **
 *************/

static void capture_session(Capture &capture, Core::Session &session, Session &out)
{
	out.id       = session.session_object().id();
	out.label    = session.label();
	out.args     = session.args().args;
	out.affinity = session.args().affinity;
	out.donated  = session.donation().limit();
	out.used     = session.used_donation();

	if (Session_info const * const info = capture.infos.info(session.session_object()))
		out.requested_args = info->args;

	if (auto const *ram = Core::session_cast<Core::Ram_session_component>(&session)) {
		out.ram_quota   = const_cast<Core::Ram_session_component *>(ram)->quota();
		out.ram_used    = const_cast<Core::Ram_session_component *>(ram)->used();
		out.ref_account = capture.ref(ram->ref_account_object());
	}
	if (auto const *cpu = Core::session_cast<Core::Cpu_session_component>(&session)) {
		out.cpu_quota      = cpu->cpu_quota();
		out.exception_sigh = capture.ref(cpu->exception_sigh_object());
		out.ref_account    = capture.ref(cpu->ref_account_object());
	}
	if (auto const *log = Core::session_cast<Core::Log_session_component>(&session))
		out.log_line = log->incomplete_line();

	if (auto const *rtcr = Core::session_cast<Rtcr_session_component>(&session)) {
		out.protection     = { rtcr->protection().labels(), rtcr->protection().policy() };
		out.exception_sigh = capture.ref(rtcr->protection().sigh());
	}
	if (auto *rom = Core::session_cast<Core::Rom_session_component>(&session)) {

		Core::Rom_dataspace const &ds = rom->rom_dataspace();

		out.rom_module = ds.module().name;

		Rom_dataspace &captured = capture.snapshot.rom_dataspaces[capture.index(ds.kernel_object())];

		captured.id     = ds.kernel_object().id();
		captured.module = ds.module().name;
		captured.hash   = ds.module().hash;
		captured.size   = ds.module().content_size;
	}
}


void Rtcr::capture_sessions(Capture &capture)
{
	for (Core::Session * const session : capture.set.sessions())
		capture_session(capture, *session,
		                capture.snapshot.sessions[capture.index(session->session_object())]);
}


/*************
 ** Restore **
 *************/

static bool of_service(Core::Session const &session, Session::Service service)
{
	return session.args().service == Session::service_name(service);
}


/*
 * A session opened for the restore is of the right kind because core alone
 * implements the type, so a redirection by the parent is noticed here
 */
static Core::Session *reopened(Kernel::Ref<Kernel::Object> const &object, Session::Service service)
{
	auto * const session = object && object->alive()
	                     ? dynamic_cast<Core::Session *>(object->handler()) : nullptr;

	return session && of_service(*session, service) ? session : nullptr;
}


/**
 * Find session that is the captured one
 */
static Core::Session *same_session(Reconstruction const &r, Session const &captured)
{
	Core::Session *result = nullptr;

	r.services.sessions().for_each<Core::Session>([&] (Core::Session &session) {
		if (r.identical(session.session_object(), captured.id)
		 && session.label() == r.label(captured.label))
			result = &session; });

	return result;
}


/**
 * Find session of the environment of a component that takes the place of the
 * captured one
 */
static Core::Session *environment_session(Reconstruction const &r, Session const &captured)
{
	using Service = Session::Service;

	bool const part_of_environment = captured.service == Service::PD
	                              || captured.service == Service::CPU
	                              || captured.service == Service::RAM;
	if (!part_of_environment)
		return nullptr;

	std::string const label = r.label(captured.label);

	for (std::string const &root : r.set.roots())
		if (root == label)
			for (Core::Session * const session : r.set.sessions())
				if (session->label() == label && of_service(*session, captured.service))
					return session;

	return nullptr;
}


void Rtcr::match_sessions(Reconstruction &r)
{
	std::unordered_set<Core::Session const *> taken;

	auto take = [&] (Index i, Core::Session *session) {
		if (!session || !taken.insert(session).second)
			return;

		r.sessions[i] = session;
		if (r.snapshot.sessions[i].service == Session::Service::PD)
			for (Index pd = 0; pd < r.snapshot.pds.size(); pd++)
				if (r.snapshot.pds[pd].session == i)
					r.pds[pd] = Core::session_cast<Core::Pd_session_component>(session);
	};

	for (Index i = 0; i < r.snapshot.sessions.size(); i++)
		take(i, same_session(r, r.snapshot.sessions[i]));

	for (Index i = 0; i < r.snapshot.sessions.size(); i++) {
		Session const &captured = r.snapshot.sessions[i];

		if (!r.sessions[i])
			take(i, environment_session(r, captured));
		if (!r.sessions[i])
			take(i, reopened(r.preparation.sessions[i], captured.service));
	}

	for (Index i = 0; i < r.snapshot.rom_dataspaces.size(); i++) {

		Rom_dataspace const &captured = r.snapshot.rom_dataspaces[i];

		if (!r.sessions[captured.session])
			continue;

		Core::Rom_dataspace &ds =
			r.session<Core::Rom_session_component>(captured.session).rom_dataspace();

		if (ds.module().hash != captured.hash)
			throw Incompatible("the ROM module \"" + captured.module + "\" is not the one that the "
			                   "component was using when it was checkpointed");
		r.rom_dataspaces[i] = &ds;
	}
}


/**************
 ** Accounts **
 **************/

static uint64_t quota(Core::Ram_session_component &ram) { return ram.quota(); }
static uint64_t quota(Core::Cpu_session_component &cpu) { return cpu.cpu_quota(); }

static void quota(Core::Ram_session_component &ram, uint64_t value) { ram.limit(value); }
static void quota(Core::Cpu_session_component &cpu, uint64_t value) { cpu.cpu_quota(value); }


template <typename SESSION>
static SESSION *session_of_object(Kernel::Object const *object)
{
	return object && object->alive() ? dynamic_cast<SESSION *>(object->handler()) : nullptr;
}


/*
 * Sessions give quota to each other along their reference accounts. What came
 * from outside stays as it is today.
 */
template <typename SESSION>
static SESSION *account_above(Reconstruction const &r, Index index)
{
	auto &session = r.session<SESSION>(index);
	Ref const &captured = r.snapshot.sessions[index].ref_account;

	SESSION *result = nullptr;

	if (captured.kind == Ref::Kind::SESSION)
		result = Core::session_cast<SESSION>(r.sessions[captured.index]);

	/* the account was defined after the checkpoint */
	if (captured.kind == Ref::Kind::NONE)
		result = session_of_object<SESSION>(session.ref_account_object().get());

	return result != &session ? result : nullptr;
}


/*
 * Accounts in between get the quota they had, whatever their own accounts did
 */
template <typename SESSION>
static SESSION *settling_account_of(Reconstruction const &r, Index index)
{
	SESSION *result = account_above<SESSION>(r, index);

	/* a forged snapshot may contain a cycle, whose accounts stay as they are */
	for (size_t i = 0; result && i < r.sessions.size(); i++) {

		auto const it = std::ranges::find(r.sessions, result);
		if (it == r.sessions.end())
			return result;

		auto * const above = account_above<SESSION>(r, Index(it - r.sessions.begin()));
		if (!above)
			return result;

		result = above;
	}
	return nullptr;
}


Core::Ram_session_component *Rtcr::settling_account(Reconstruction const &r, Index index)
{
	return settling_account_of<Core::Ram_session_component>(r, index);
}


/**
 * Call 'fn' with each session that the restore is going to close, and the
 * account that its quota comes back to
 */
template <typename SESSION>
static void for_each_surplus(Reconstruction const &r, auto const &fn)
{
	auto const surplus = [&] (Core::Session const *session) {
		return std::ranges::find(r.sessions, session) == r.sessions.end(); };

	for (Core::Session * const candidate : r.set.sessions()) {

		auto * const session = Core::session_cast<SESSION>(candidate);
		if (!session || !surplus(candidate))
			continue;

		SESSION *account = session_of_object<SESSION>(session->ref_account_object().get());
		for (size_t i = 0; account && surplus(account) && i < r.set.sessions().size(); i++)
			account = session_of_object<SESSION>(account->ref_account_object().get());

		if (account && !surplus(account))
			fn(*session, *account);
	}
}


std::vector<Donation> Rtcr::returned_quotas(Reconstruction const &r)
{
	std::vector<Donation> result;

	for_each_surplus<Core::Ram_session_component>(r, [&] (auto &from, auto &to) {
		result.push_back({ &from, &to, quota(from) }); });

	return result;
}


/*
 * What sessions that are going to be closed got after the checkpoint must not
 * be missing when accounts settle
 */
template <typename SESSION>
static void return_quotas(Reconstruction &r)
{
	for_each_surplus<SESSION>(r, [&] (SESSION &from, SESSION &to) {
		quota(to, quota(to) + quota(from));
		quota(from, 0); });
}


static void settle_ram(Reconstruction &r, Session const &captured, Index index)
{
	auto &ram = r.session<Core::Ram_session_component>(index);

	if (auto * const account = settling_account(r, index)) {
		uint64_t const lent = r.preparation.loans.lent(ram);

		account->limit(account->quota() + ram.quota() - lent - captured.ram_quota);
		ram.limit(captured.ram_quota + lent);
	}
}


/*
 * In contrast to RAM, nothing depends on the CPU quota, so a restore does not
 * fail if the account has less than the session once got
 */
static void settle_cpu(Reconstruction &r, Session const &captured, Index index)
{
	auto &cpu = r.session<Core::Cpu_session_component>(index);

	if (auto * const account = settling_account_of<Core::Cpu_session_component>(r, index)) {
		size_t const sum   = account->cpu_quota() + cpu.cpu_quota();
		size_t const share = std::min<size_t>(sum, captured.cpu_quota);

		cpu.cpu_quota(share);
		account->cpu_quota(sum - share);
	}
}


/*
 * Which account settles depends on the accounts that are defined now, so all
 * of them settle before any is redefined
 */
static void settle_accounts(Reconstruction &r)
{
	return_quotas<Core::Ram_session_component>(r);
	return_quotas<Core::Cpu_session_component>(r);

	for (Index i = 0; i < r.snapshot.sessions.size(); i++) {

		Session const &captured = r.snapshot.sessions[i];

		if (captured.service == Session::Service::RAM) settle_ram(r, captured, i);
		if (captured.service == Session::Service::CPU) settle_cpu(r, captured, i);
	}
}


template <typename SESSION>
static void restore_ref_account(Reconstruction &r, Session const &captured, SESSION &session)
{
	if (captured.ref_account.kind != Ref::Kind::OUTSIDE)
		session.ref_account_object(r.object_ref(captured.ref_account));
}


static void restore_cpu_session(Reconstruction &r, Session const &captured, Index index)
{
	auto &cpu = r.session<Core::Cpu_session_component>(index);

	cpu.exception_sigh_object(r.object_ref(captured.exception_sigh));
	restore_ref_account(r, captured, cpu);
}


/*
 * The checkpoints that exist are kept, unless they are of other components
 */
static void restore_protection(Reconstruction &r, Session const &captured, Protection &protection)
{
	std::vector<std::string> labels;
	for (std::string const &label : captured.protection.labels)
		if (Core::label_belongs(r.label(label), r.label(captured.label)))
			labels.push_back(r.label(label));

	protection.sigh(r.object_ref(captured.exception_sigh));
	protection.labels(labels);

	if (protection.policy() != captured.protection.policy)
		protection.policy(captured.protection.policy);
}


void Rtcr::restore_sessions(Reconstruction &r)
{
	settle_accounts(r);

	for (Index i = 0; i < r.snapshot.sessions.size(); i++) {

		Session const &captured = r.snapshot.sessions[i];

		switch (captured.service) {

		case Session::Service::RAM:
			restore_ref_account(r, captured, r.session<Core::Ram_session_component>(i));
			break;

		case Session::Service::CPU: restore_cpu_session(r, captured, i); break;

		case Session::Service::LOG:
			r.session<Core::Log_session_component>(i).incomplete_line(captured.log_line);
			break;

		case Session::Service::RTCR:
			restore_protection(r, captured, r.session<Rtcr_session_component>(i).protection());
			break;

		default:
			break;
		}
	}
}
