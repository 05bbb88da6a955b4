from freezegun import freeze_time

from .common import TODAY, CommunitySubscriptionCommon


@freeze_time(TODAY)
class TestAttacksMerge(CommunitySubscriptionCommon):
    def test_merging_two_subscribers_loses_nothing(self):
        """W69: contracts, seats, promises and reminders of both are kept."""
        kept, other = self._new_member("Ayşe Demir"), self._new_member("Ayse Demir")
        contracts = self._new_contract(partner=kept) | self._new_contract(partner=other)
        contracts._bill()
        seats = self._seat(kept, other)
        promises = self.env["community.payment.promise"].create(
            [
                {
                    "partner_id": partner.id,
                    "company_id": self.company.id,
                    "amount": 10,
                    "date": "2026-03-20",
                }
                for partner in kept | other
            ]
        )
        dunnings = self._remind(kept, other)
        rows = contracts.period_ids
        wizard = self.env["base.partner.merge.automatic.wizard"].create(
            {
                "partner_ids": [(6, 0, (kept | other).ids)],
                "dst_partner_id": kept.id,
            }
        )
        wizard.action_merge()
        self.env.invalidate_all()
        self.assertFalse(other.exists())
        for records in (contracts, seats, promises, dunnings, rows):
            self.assertEqual(records.exists(), records)
            self.assertEqual(records.partner_id, kept)
        self.assertEqual(promises.mapped("state").count("open"), 1)
        self.assertEqual(seats.mapped("date_to").count(False), 1)
        self.assertEqual(contracts.payer_id, kept)
        self.assertFalse(contracts._bill())

    def _seat(self, *partners):
        """Both have a seat in the contract of a third one."""
        contract = self._new_contract()
        plans = type(self.env["community.plan"])
        self.patch(plans, "_get_seat_refusals", lambda self, contract: [])
        return self.env["community.contract.seat"].create(
            [
                {"contract_id": contract.id, "partner_id": partner.id}
                for partner in partners
            ]
        )

    def _remind(self, *partners):
        policy = self.env["community.dunning.policy"].search([], limit=1)
        return self.env["community.dunning"].create(
            [
                {
                    "partner_id": partner.id,
                    "company_id": self.company.id,
                    "currency_id": self.company.currency_id.id,
                    "date": "2026-03-10",
                    "level_id": policy.level_ids[:1].id,
                    "level": 1,
                }
                for partner in partners
            ]
        )
