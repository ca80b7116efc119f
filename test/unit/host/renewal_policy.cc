/*
 * \brief  Tests of the decision when written pages are protected anew
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <set>

#include <gtest/gtest.h>

#include <host/renewal_policy.h>

using Host::Renewal_policy;


namespace {

	/** Component that is asked which pages it wrote */
	class Writer
	{
		private:

			Renewal_policy _policy { };
			uint64_t       _unprotected = 0;

		public:

			unsigned renewals = 0, reports = 0;
			uint64_t reported = 0;

			/** Report after having written pages, some of which were protected */
			void report(uint64_t pages, uint64_t of_them_new)
			{
				_unprotected = std::max(_unprotected + of_them_new, pages);
				reported    += _unprotected;
				reports++;

				if (_policy.due()) {
					_policy.renewed();
					_unprotected = 0;
					renewals++;
				} else {
					_policy.reported(_unprotected);
				}
			}
	};
}


TEST(Renewal_policy, leaves_pages_alone_that_are_written_each_time)
{
	struct Case { uint64_t pages; unsigned renewals; };

	/* few pages are left alone for longer */
	for (Case const &c : { Case { 1000, 100 }, Case { 100, 25 } }) {
		Writer writer;

		for (unsigned i = 0; i < 800; i++)
			writer.report(c.pages, 0);

		EXPECT_EQ(writer.renewals, c.renewals);
		EXPECT_EQ(writer.reported, 800*c.pages);
	}
}


TEST(Renewal_policy, protects_if_other_pages_are_written_each_time)
{
	Writer writer;

	for (unsigned i = 0; i < 800; i++)
		writer.report(100, 100);

	EXPECT_GT(writer.renewals, 700u);
	EXPECT_LT(writer.reported, 800u*100*11/10);
}


TEST(Renewal_policy, tries_again_when_the_pages_become_the_same)
{
	Writer writer;

	for (unsigned i = 0; i < 200; i++)
		writer.report(100, 100);

	unsigned const before = writer.renewals;
	for (unsigned i = 0; i < 800; i++)
		writer.report(100, 0);

	EXPECT_LT(writer.renewals - before, 200u);
}


TEST(Renewal_policy, finds_out_that_pages_came_to_rest)
{
	Writer writer;

	writer.report(1000, 1000);
	for (unsigned i = 0; i < 8; i++)
		writer.report(0, 0);

	uint64_t const before = writer.reported;
	writer.report(0, 0);
	EXPECT_EQ(writer.reported, before);
}


namespace {

	/** Effort for a component that writes pages in each interval */
	struct Effort
	{
		uint64_t faults = 0, copies = 0;

		/**
		 * \param fault_cost  what the policy assumes
		 * \param page        returns number of the i-th page of a report
		 */
		Effort(unsigned fault_cost, unsigned pages, auto const &page)
		{
			Renewal_policy     policy(fault_cost);
			std::set<uint64_t> unprotected { };

			for (unsigned report = 0; report < 4000; report++) {

				for (unsigned i = 0; i < pages; i++)
					faults += unprotected.insert(page(report, i)).second;

				copies += unprotected.size();

				if (policy.due()) {
					policy.renewed();
					unprotected.clear();
				} else {
					policy.reported(unprotected.size());
				}
			}
		}

		uint64_t copies_in_total(unsigned fault_cost) const { return faults*fault_cost + copies; }
	};

	constexpr unsigned USUAL = Renewal_policy::USUAL_FAULT_COST, EXPENSIVE = 70;
}


TEST(Renewal_policy, leaves_more_pages_alone_where_faults_are_expensive)
{
	/* the pages are others every now and then */
	auto const page = [] (unsigned report, unsigned i) { return report/16*100 + i; };

	Effort const usual(USUAL, 100, page), adapted(EXPENSIVE, 100, page);

	EXPECT_LT(adapted.faults, usual.faults*4/5);
	EXPECT_LT(adapted.copies_in_total(EXPENSIVE), usual.copies_in_total(EXPENSIVE)*9/10);
}


/*
 * Who is slowed down by faults writes less in each interval, which must not lead to
 * even more faults
 */
TEST(Renewal_policy, expensive_faults_do_not_lead_to_more_of_them)
{
	auto const page = [] (unsigned report, unsigned i) { return (report*30 + i) % 100; };

	Effort const usual(USUAL, 30, page), adapted(EXPENSIVE, 30, page);

	EXPECT_LT(adapted.faults, usual.faults/4);
	EXPECT_LT(adapted.copies_in_total(EXPENSIVE), usual.copies_in_total(EXPENSIVE)/4);
}


TEST(Renewal_policy, is_not_misled_by_intervals_that_went_by_with_faults)
{
	/* those are longer than an interval, and one of the pages is another one now and then */
	Renewal_policy     policy(EXPENSIVE);
	std::set<unsigned> unprotected { };

	unsigned renewals = 0;

	for (unsigned report = 0; report < 4000; report++) {

		for (unsigned i = 0, faults = 0; i < 100 && faults < 40; i++)
			faults += unprotected.insert(report/160 + i).second;

		if (policy.due()) {
			policy.renewed();
			unprotected.clear();
			renewals++;
		} else {
			policy.reported(unprotected.size());
		}
	}

	/* as rarely as without changes, 256 reports are the longest time */
	EXPECT_LT(renewals, 20u);
}


TEST(Renewal_policy, is_not_misled_where_faults_are_expensive)
{
	/* each page is written once */
	auto const page = [] (unsigned report, unsigned i) { return report*100 + i; };

	Effort const usual(USUAL, 100, page), adapted(EXPENSIVE, 100, page);

	EXPECT_EQ(adapted.faults, usual.faults);
	EXPECT_LT(adapted.copies_in_total(EXPENSIVE), usual.copies_in_total(EXPENSIVE)*11/10);
}
