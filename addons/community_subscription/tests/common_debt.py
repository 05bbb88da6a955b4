from datetime import date, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import TODAY, CommunitySubscriptionCommon


@tagged("post_install", "-at_install", "community")
class CommunityDebtCase(CommunitySubscriptionCommon):
    """A payer with an invoice that is due today, and a ladder of three levels."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = date.fromisoformat(TODAY)
        cls.dunnings = cls.env["community.dunning"]
        cls.fee_product = cls._new_product("Reminder Fee", 0.0)
        cls.interest_product = cls._new_product("Late Interest", 0.0)
        cls.policy = cls._new_policy()
        cls.company.dunning_policy_id = cls.policy
        cls.company.late_interest_product_id = cls.interest_product
        cls.payer = cls._new_member(email="ayse@example.com", lang="en_US")

    @classmethod
    def _new_policy(cls, **of_last):
        """Levels 7, 21 and 35 days after the due date, ten days apart; a fee of 5 at
        the second."""
        return cls.env["community.dunning.policy"].create(
            {
                "name": "Ladder",
                "level_ids": [
                    Command.create(
                        {"sequence": 1, "name": "First", "days_after_due": 7}
                    ),
                    Command.create(
                        {
                            "sequence": 2,
                            "name": "Second",
                            "days_after_due": 21,
                            "days_since_previous": 10,
                            "fee_product_id": cls.fee_product.id,
                            "fee_amount": 5.0,
                            "charge_interest": True,
                        }
                    ),
                    Command.create(
                        {
                            "sequence": 3,
                            "name": "Last",
                            "days_after_due": 35,
                            "days_since_previous": 10,
                            "hold_contracts": True,
                            "to_collection": True,
                            "make_activity": True,
                            **of_last,
                        }
                    ),
                ],
            }
        )

    @classmethod
    def _day(cls, days):
        return cls.today + timedelta(days=days)

    def on(self, days):
        return freeze_time(self._day(days))

    @classmethod
    def _new_invoice(cls, amount=100.0, due=0, partner=None, **values):
        move = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (partner or cls.payer).id,
                "invoice_date": cls._day(min(due, 0)),
                "invoice_date_due": cls._day(due),
                "invoice_payment_term_id": False,
                "company_id": cls.company.id,
                "invoice_line_ids": [
                    Command.create(
                        {"name": "Dues", "price_unit": amount, "tax_ids": []}
                    )
                ],
                **values,
            }
        )
        move.action_post()
        return move

    @classmethod
    def _pay(cls, moves, days, amount=None):
        values = {"payment_date": cls._day(days)}
        if amount:
            values["amount"] = amount
        register = cls.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=moves.ids
        )
        return register.create(values)._create_payments()

    @classmethod
    def _get_item(cls, move):
        return move.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )

    def _dun(self, days, partners=None):
        """The night of a day, for the payer."""
        with self.on(days):
            return self.dunnings._dun(partners or self.payer, self.company)

    def _climb(self, *days):
        for day in days:
            self._dun(day)
        return self.dunnings.search([("partner_id", "=", self.payer.id)], order="level")
