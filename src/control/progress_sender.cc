/*
 * \brief  Report of the progress of a request to its client
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <control/progress_sender.h>

#include <control/control.capnp.h>
#include <control/types.h>

using namespace Control;


void Progress_sender::update(Stage stage, uint64_t done, uint64_t total)
{
	if (_channel.peer_has_ended())
		throw Request_failed(Error_code::CANCELLED, "the request was given up, nothing was changed");

	auto const now = Clock::now();
	if (now < _next && stage == _stage)
		return;

	_next  = now + INTERVAL;
	_stage = stage;

	capnp::MallocMessageBuilder message;

	auto progress = message.initRoot<Protocol::Reply>().initProgress();
	progress.setStage(uint8_t(stage));
	progress.setDone(done);
	progress.setTotal(total);

	_channel.offer(message);
}
