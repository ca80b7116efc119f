/*
 * \brief  Call that nucleus answers itself
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _KERNEL__INVOCATION_H_
#define _KERNEL__INVOCATION_H_

#include <array>
#include <span>

#include <kernel/abi/utcb.h>
#include <kernel/object.h>

namespace Kernel {

	class Invocation;
	class Thread;
}


/**
 * Request and reply of a call to an object of nucleus
 *
 * The request is a copy, which the caller cannot change while it is
 * processed. Capabilities are represented by the objects they refer to.
 */
class Kernel::Invocation
{
	public:

		struct Capability
		{
			Ref<Object> object { };
			Rights      rights = Rights::none();
		};

		struct Payload
		{
			int64_t  code = 0;
			uint32_t size = 0;
			uint32_t num_caps = 0;

			std::array<Capability, Message::MAX_CAPS> caps { };
			std::array<uint8_t,    Message::MAX_DATA> data;
		};

	private:

		Thread &_caller;
		Object &_object;

	public:

		Payload request;
		Payload reply;

		Invocation(Thread &caller, Object &object) : _caller(caller), _object(object) { }

		/** Return thread that made the call */
		Thread &caller() const { return _caller; }

		/** Return object that was called */
		Object &object() const { return _object; }
};

#endif /* _KERNEL__INVOCATION_H_ */
