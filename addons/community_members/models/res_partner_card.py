from odoo import models


class ResPartner(models.Model):
    """Cards of a member: the first one comes with admission."""

    _inherit = "res.partner"

    def _issue_cards(self):
        """Give an own card to those who have none in this company.

        :return: the new cards
        """
        cards = self.env["community.member.card"]
        groups = cards._read_group(
            [
                ("partner_id", "in", self.ids),
                ("holder_id", "=", False),
                ("state", "=", "active"),
                ("company_id", "in", (False, self.env.company.id)),
            ],
            ["partner_id"],
        )
        have_one = {partner.id for (partner,) in groups}
        return cards.create(
            [
                {"partner_id": partner.id}
                for partner in self
                if partner.id not in have_one
            ]
        )

    def action_issue_card(self):
        """Issue what is missing and show the cards of these members."""
        self.check_access("write")
        self._issue_cards()
        cards = self.env["community.member.card"].search(
            [("partner_id", "in", self.ids), ("state", "=", "active")]
        )
        return cards._get_open_action()
