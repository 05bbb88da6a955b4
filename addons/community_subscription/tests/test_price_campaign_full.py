"""A price revision of a large club: each contract once, and back again."""

import logging
import os
import resource
from contextlib import contextmanager
from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools.misc import real_time

from .common_change import CommunityChangeCommon

_logger = logging.getLogger(__name__)
START = date(2026, 3, 1)
MAY = date(2026, 5, 1)


@freeze_time("2026-03-10")
class TestPriceCampaignOfMany(CommunityChangeCommon):
    """A small club, so that the ordinary run goes through all of it."""

    size = 24

    @contextmanager
    def _timed(self, what):
        begin, queries = real_time(), self.env.cr.sql_log_count
        yield
        self.env.flush_all()
        _logger.info(
            "%s: %.1f s, %.1f queries a contract, %.0f MB at most",
            what,
            real_time() - begin,
            (self.env.cr.sql_log_count - queries) / self.size,
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        )
        self.env.invalidate_all()

    def _new_contracts(self):
        contracts = self.env["community.contract"]
        for begin in range(0, self.size, 500):
            numbers = range(begin, min(begin + 500, self.size))
            partners = self.env["res.partner"].create(
                [{"name": f"M {n}", "email": f"m{n}@example.com"} for n in numbers]
            )
            chunk = contracts.create(
                [
                    {
                        "plan_id": self.plan.id,
                        "partner_id": partner.id,
                        "company_id": self.company.id,
                        "date_start": START,
                    }
                    for partner in partners
                ]
            )
            chunk._confirm()
            self.env.flush_all()
            self.env.invalidate_all()
            contracts += chunk
        return contracts

    def _digest(self):
        """{(first day, amount): number of contracts} of what is planned."""
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT date_from, amount_total, count(DISTINCT contract_id)
                 FROM community_contract_period
                WHERE plan_id = %s AND state = 'planned' GROUP BY 1, 2 ORDER BY 1, 2""",
            [self.plan.id],
        )
        return {(day, amount): number for day, amount, number in self.env.cr.fetchall()}

    def _run_job(self):
        cron = self.env.ref("community_subscription.ir_cron_price_campaign")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def _count_lines(self, campaign):
        rows = campaign.line_ids._read_group(
            [("campaign_id", "=", campaign.id)], ["state"], ["__count"]
        )
        return dict(rows)

    def _spoil(self, contracts):
        """Of each eight, one is closed, and one gets another plan, after the letter."""
        closed, moved = contracts[::8], contracts[1::8]
        for contract in closed:
            contract._close(date(2026, 4, 30))
        for contract in moved:
            contract._change_plan(self.small, date=date(2026, 4, 1))
        return len(closed) + len(moved)

    def test_all_of_them_once(self):
        """W3: looked through, told, written in chunks, once; and all taken back."""
        with self._timed("Contracts"):
            contracts = self._new_contracts()
        campaign = (
            self.env["community.price.campaign"]
            .with_user(self.treasurer)
            .create(
                {
                    "name": "Prices of May",
                    "company_id": self.company.id,
                    "plan_ids": [(6, 0, self.plan.ids)],
                    "date": MAY,
                    "value": 10,
                }
            )
        )
        with self._timed("Look through"):
            campaign.action_preview()
        self.assertEqual(campaign.line_count, self.size)
        with self._timed("Announce"):
            campaign.action_announce()
        told = self.env["community.notice.delivery"].search_count(
            [("partner_id", "in", contracts.payer_id.ids)]
        )
        self.assertEqual(told, self.size)
        out = self._spoil(contracts[: min(self.size, 160)])
        before = self._digest()
        with self._timed("First chunk"):
            campaign.action_apply()
        with self._timed("The others"):
            self._run_job()
        wanted = {"done": self.size - out, "left_out": out}
        self.assertEqual(self._count_lines(campaign), wanted)
        after = self._digest()
        self.assertEqual(
            after,
            {
                (day, 55 if amount == 50 and day >= MAY else amount): number
                for (day, amount), number in before.items()
            },
        )
        self._run_job()
        self.assertEqual(self._digest(), after)
        with self._timed("Cancel"):
            campaign.action_cancel()
        with self._timed("The others"):
            self._run_job()
        self.assertEqual(self._digest(), before)
        self.assertFalse(
            self.env["community.contract.change"].search_count(
                [
                    ("contract_id", "in", contracts.ids),
                    ("kind", "=", "price"),
                    ("state", "!=", "cancelled"),
                ],
                limit=1,
            )
        )


@tagged("-standard", "community_full")
class TestPriceCampaignOfTenThousand(TestPriceCampaignOfMany):
    """The same for ten thousand, or COMMUNITY_CAMPAIGN_SIZE."""

    # Without this, Odoo does not run a test that is written in the other class.
    allow_inherited_tests_method = True
    size = int(os.environ.get("COMMUNITY_CAMPAIGN_SIZE", "10000"))
