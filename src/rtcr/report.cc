/*
 * \brief  Policy and outcome of a restore
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <rtcr/report.h>

using namespace Rtcr;


char const *Report::name(Outcome outcome)
{
	switch (outcome) {
	case Outcome::RECREATED: return "recreated";
	case Outcome::KEPT:      return "kept";
	case Outcome::REOPENED:  return "reopened";
	case Outcome::RESOLVED:  return "resolved";
	case Outcome::DEAD:      return "dead";
	}
	return "?";
}
