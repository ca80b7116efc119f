/*
 * \brief  Accounts for memory that a component occupies in nucleus without asking
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <algorithm>

#include <core/label.h>
#include <core/metadata_accounts.h>
#include <core/ram_session.h>

using namespace Core;


/******************
 ** Slot_account **
 ******************/

/*
 * A session that is being closed hands over what it pays, see its destructor
 */
Ram_session_component *Slot_account::payer()
{
	if (_ram && _ram->alive())
		return dynamic_cast<Ram_session_component *>(_ram->handler());

	_ram  = { };
	_paid = 0;

	Ram_session_component *result = nullptr;

	for (std::string label = _label; !result && !label.empty(); label = parent_label(label))
		_sessions.for_each<Ram_session_component>([&] (Ram_session_component &ram) {
			if (!result && ram.label() == label && ram.kernel_object().alive())
				result = &ram; });

	if (result)
		_ram = Kernel::Ref<Kernel::Object>(result->kernel_object());

	return result;
}


bool Slot_account::withdraw(size_t amount)
{
	Ram_session_component * const ram = payer();

	if (ram && ram->pay_metadata(amount)) {
		_paid += amount;
		return true;
	}
	if (!_told && _refused)
		_refused();

	_told = true;
	return false;
}


void Slot_account::withdraw_unchecked(size_t amount)
{
	if (Ram_session_component * const ram = payer()) {
		ram->pay_metadata_unchecked(amount);
		_paid += amount;
	}
}


void Slot_account::replenish(size_t amount)
{
	Ram_session_component * const ram = payer();

	amount = std::min(amount, _paid);
	_paid -= amount;

	if (ram)
		ram->refund_metadata(amount);
}


/*********************
 ** Channel_account **
 *********************/

bool Channel_account::withdraw(size_t amount)
{
	try { _donation.withdraw(amount); }
	catch (Quota::Exceeded) { return false; }
	return true;
}


void Channel_account::withdraw_unchecked(size_t amount)
{
	Quota::Unlimited const unlimited(_donation);
	_donation.withdraw(amount);
}
