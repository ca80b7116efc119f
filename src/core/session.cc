/*
 * \brief  Base of core's sessions
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <core/label.h>
#include <core/session.h>
#include <kernel/printable.h>
#include <util/arg_string.h>

using namespace Core;


std::string Session_args::string(char const *key) const
{
	char buf[256];
	Genode::Arg_string::find_arg(args.c_str(), key).string(buf, sizeof(buf), "");
	return buf;
}


unsigned long Session_args::number(char const *key, unsigned long default_value) const
{
	return Genode::Arg_string::find_arg(args.c_str(), key).ulong_value(default_value);
}


std::string Session_args::last_label_element() const
{
	return Core::last_label_element(label());
}


Session::Session(Session_registry &registry, Session_args const &args, size_t overhead)
:
	_registry(registry), _args(args), _label(Kernel::printable(args.label())),
	_donation(args.number("ram_quota", 0))
{
	_donation.withdraw(overhead);
	_position = _registry._sessions.insert(_registry._sessions.end(), this);
	_registry._changes++;
}


Session::~Session()
{
	_registry._sessions.erase(_position);
	_registry._changes++;
}
