from odoo import models


class ResPartner(models.Model):
    """The contracts by which somebody has rights, and what they include."""

    _inherit = "res.partner"

    def _get_active_contracts(self, day=None):
        """Contracts of these people, held or by a seat, that give access on a day."""
        day = day or self.env["community.contract"]._get_today()
        # sudo: whether somebody has a right is asked by those who may not see why.
        found = (
            self.env["community.contract"]
            .sudo()
            .search(
                [
                    ("state", "!=", "draft"),
                    "|",
                    ("partner_id", "in", self.ids),
                    ("seat_ids", "any", self._get_seat_domain(day)),
                ]
            )
        )
        return found.filtered(lambda contract: contract._gives_access(day)).with_env(
            self.env
        )

    def _get_seat_domain(self, day):
        return [
            ("partner_id", "in", self.ids),
            ("date_from", "<=", day),
            "|",
            ("date_to", "=", False),
            ("date_to", ">=", day),
        ]

    def _has_support(self, day=None):
        """Whether a running contract includes support, at no extra charge.

        An organisation's contract opens it for its people, too.
        """
        self.ensure_one()
        persons = self | self.commercial_partner_id
        return any(
            contract._get_allowance("support", day) != 0
            for contract in persons._get_active_contracts(day)
        )
