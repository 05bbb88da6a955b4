from datetime import date

from odoo.tests import Form, tagged

from .common_access import CommunityAccessCommon


@tagged("post_install", "-at_install", "community")
class CommunityBandMoneyCommon(CommunityAccessCommon):
    """Bands that cost a deposit of 15 and, lost, 40; a till; a member who swims."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.tz = "Europe/Istanbul"
        cls.band_type.write({"deposit": 15.0, "loss_fee": 40.0})
        cls.till = cls.env["account.journal"].create(
            {
                "name": "Till",
                "type": "cash",
                "code": "TIL",
                "company_id": cls.company.id,
            }
        )
        cls.member = cls._new_member("Elif Kaya")
        cls._new_contract(partner=cls.member, start=date(2026, 3, 1))
        cls.money = cls.env["community.access.band.money"]

    def _open_give(self, uid, partner=None, user=None, **values):
        gives = self.env["community.access.give"].with_user(user or self.desk)
        window = Form(gives.with_company(self.company))
        window.uid = uid
        if partner:
            window.partner_id = partner
        journal = values.pop("journal_id", self.till)
        for name, value in values.items():
            setattr(window, name, value)
        if window.due or window.pay_out:
            window.journal_id = journal
        return window.save()

    def _give(self, uid="04A2B3C4D5E680", partner=None, user=None, **values):
        """Given out at the desk; by default paid at the till."""
        window = self._open_give(uid, partner or self.member, user, **values)
        window.action_give()
        return self.env["community.access.credential"].search(
            [("uid", "=", uid), ("company_id", "=", self.company.id)]
        )

    def _give_unpaid(self, uid="04A2B3C4D5E680", **values):
        none = self.env["account.journal"]
        return self._give(uid, journal_id=none, **values)

    def _get_rows(self, band):
        """What was billed, in the order in which it was."""
        rows = band.holding_ids.money_ids.sorted("id")
        return [(row.kind, row.amount) for row in rows]

    def _get_owed(self, partner=None):
        """What the member owes the club; below zero, what the club owes him."""
        lines = self.env["account.move.line"].search(
            [
                ("partner_id", "=", (partner or self.member).id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
                ("company_id", "=", self.company.id),
                ("move_id.community_contract_id", "=", False),
            ]
        )
        return sum(lines.mapped("balance"))

    def _get_deposits(self):
        """What the account of deposits says the club owes."""
        account = self.company.band_deposit_account_id
        lines = self.env["account.move.line"].search(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        )
        return -sum(lines.mapped("balance"))

    def _get_till(self):
        account = self.till.default_account_id
        lines = self.env["account.move.line"].search(
            [("account_id", "=", account.id), ("parent_state", "=", "posted")]
        )
        return sum(lines.mapped("balance"))

    def assert_money(self, owed=0.0, deposits=0.0, till=0.0):
        self.assertEqual(
            (self._get_owed(), self._get_deposits(), self._get_till()),
            (owed, deposits, till),
        )
