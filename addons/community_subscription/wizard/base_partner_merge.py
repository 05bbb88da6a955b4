from datetime import timedelta

from odoo import fields, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Contracts, reminders and promises of both are those of whoever stays.

    Core deletes every row of the sources when one of them does not fit.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    def _make_room_for_rows(self, sources, kept):
        partners = kept | sources
        self._join_seats(partners, kept)
        self._join_promises(partners, kept)
        self._join_dunnings(partners, kept)
        self._join_purchases(partners, kept)
        return super()._make_room_for_rows(sources, kept)

    def _join_seats(self, partners, kept):
        """One person has one seat: the other one ends, and can be read."""
        seats = self.env["community.contract.seat"].search(
            [("partner_id", "in", partners.ids), ("date_to", "=", False)]
        )
        yesterday = fields.Date.context_today(self) - timedelta(days=1)
        for twins in self._twins(
            seats, lambda seat: seat.contract_id, kept, "partner_id"
        ):
            for seat in twins[1:]:
                seat.date_to = max(yesterday, seat.date_from - timedelta(days=1))

    def _join_promises(self, partners, kept):
        promises = self.env["community.payment.promise"].search(
            [("partner_id", "in", partners.ids), ("state", "=", "open")]
        )
        for twins in self._twins(
            promises, lambda promise: promise.company_id, kept, "partner_id"
        ):
            twins[1:].state = "cancelled"

    def _join_dunnings(self, partners, kept):
        """One reminder a day, and one that is open at each level."""
        dunnings = self.env["community.dunning"].search(
            [("partner_id", "in", partners.ids), ("state", "!=", "cancelled")]
        )
        for twins in self._twins(
            dunnings, lambda row: (row.company_id, row.date), kept, "partner_id"
        ):
            twins[1:].state = "cancelled"
        opened = dunnings.filtered(lambda row: row.state in ("made", "sent"))
        for twins in self._twins(
            opened, lambda row: (row.company_id, row.level), kept, "partner_id"
        ):
            twins[1:].state = "cancelled"

    def _join_purchases(self, partners, kept):
        """One draft that was begun on the website; the others stay with the club."""
        drafts = self.env["community.contract"].search(
            [
                ("partner_id", "in", partners.ids),
                ("state", "=", "draft"),
                ("is_bought_online", "=", True),
            ]
        )
        for twins in self._twins(
            drafts, lambda row: (row.company_id, row.plan_id), kept, "partner_id"
        ):
            twins[1:].is_bought_online = False
