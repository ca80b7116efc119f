/*
 * \brief  Account for memory that a session occupies in nucleus
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#ifndef _CORE__QUOTA_H_
#define _CORE__QUOTA_H_

#include <cstddef>
#include <cstdint>

namespace Core { class Quota; }


/**
 * Donated bytes and how many of them are in use
 */
class Core::Quota
{
	private:

		size_t _limit;
		size_t _used = 0;

	public:

		/** Thrown when the donation does not suffice */
		struct Exceeded { };

		explicit Quota(size_t limit) : _limit(limit) { }

		/**
		 * \throw Exceeded
		 */
		void withdraw(size_t amount)
		{
			if (_used > _limit || amount > _limit - _used)
				throw Exceeded();

			_used += amount;
		}

		void replenish(size_t amount) { _used -= amount; }

		/** Extend the limit */
		void donate(size_t amount) { _limit += amount; }

		/**
		 * Reduce the limit
		 *
		 * \return  false if the amount is in use, nothing has changed then
		 */
		bool take_back(size_t amount)
		{
			if (_used > _limit || amount > _limit - _used)
				return false;

			_limit -= amount;
			return true;
		}

		size_t limit() const { return _limit; }
		size_t used()  const { return _used; }

		/**
		 * Scope in which the account has no limit
		 *
		 * Used when restoring: what a component ends up with was checked
		 * before, while the objects of both states may exist in between.
		 */
		class Unlimited
		{
			private:

				Quota       &_quota;
				size_t const _limit;

			public:

				explicit Unlimited(Quota &quota) : _quota(quota), _limit(quota._limit)
				{
					_quota._limit = SIZE_MAX;
				}

				~Unlimited() { _quota._limit = _limit; }

				Unlimited(Unlimited const &) = delete;
				Unlimited &operator = (Unlimited const &) = delete;
		};
};


/*
 * What objects cost, including the records that nucleus keeps of them. The
 * numbers are upper bounds, checked against nucleus' memory by a test.
 */
namespace Core::Cost {

	constexpr size_t GATE           = 512;
	constexpr size_t SIGNAL_SOURCE  = 1024;
	constexpr size_t SIGNAL_CONTEXT = 512;
	constexpr size_t REGION         = 512;
	constexpr size_t REGION_MAP     = 2048;
	constexpr size_t DATASPACE      = 512;
	constexpr size_t THREAD         = 28*1024;
}

#endif /* _CORE__QUOTA_H_ */
