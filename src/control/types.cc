/*
 * \brief  What the control protocol speaks about
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <control/types.h>


char const *Control::name(Error_code code)
{
	switch (code) {
	case Error_code::INVALID_REQUEST:   return "invalid-request";
	case Error_code::UNKNOWN_COMPONENT: return "unknown-component";
	case Error_code::AMBIGUOUS_NAME:    return "ambiguous-name";
	case Error_code::WRONG_STATE:       return "wrong-state";
	case Error_code::INVALID_SNAPSHOT:  return "invalid-snapshot";
	case Error_code::INCOMPATIBLE:      return "incompatible";
	case Error_code::OUT_OF_QUOTA:      return "out-of-quota";
	case Error_code::OUT_OF_MEMORY:     return "out-of-memory";
	case Error_code::UNSUPPORTED:       return "unsupported";
	case Error_code::FAILED:            return "failed";
	case Error_code::CANCELLED:         return "cancelled";
	}
	return "?";
}
