from odoo import models
from odoo.exceptions import UserError

PAID_BY = {"partner_id", "contract_id", "activity_kind"}
FIXED = {"user_id", "company_id"}


class CommunityServiceRecord(models.Model):
    """Saved, changed later, billed: what follows is settled each time."""

    _inherit = "community.service.record"

    def write(self, vals):
        if not self.env.su:
            self._check_change(vals)
        result = super().write(vals)
        if "ticket_id" in vals:
            self._check_ticket()
        if PAID_BY & vals.keys():
            self.filtered(lambda each: each.state == "saved")._settle()
        return result

    def _check_change(self, vals):
        """:raises UserError: for what cannot change any more"""
        if PAID_BY & vals.keys():
            self._check_unbilled()
        if FIXED & vals.keys():
            # sudo: the times decide, whoever changes the record.
            worked = self.sudo().filtered("interval_ids")
            if worked.filtered(
                lambda each: any(
                    each[name].id != vals[name] for name in FIXED & vals.keys()
                )
            ):
                raise UserError(
                    self.env._("Whoever served the customer stays on the record.")
                )

    def _check_ticket(self):
        """Time is written on tickets that one sees.

        :raises AccessError: for any other ticket
        """
        if self.env.su:
            return
        # sudo: the field is hidden from who sees no tickets at all.
        tickets = self.sudo().ticket_id.sudo(False)
        if tickets:
            tickets.check_access("read")

    def action_save(self):
        """Stop the clock if it runs, and settle who pays."""
        self.check_access("write")
        self._save()

    def _save(self):
        """:raises UserError: as long as nobody said which service it was"""
        for record in self:
            record._check_unbilled()
            if not record.status_id:
                raise UserError(
                    self.env._(
                        "Which service was it? Choose one for %(name)s.",
                        name=record.display_name,
                    )
                )
        self._stop_clock()
        self._settle()
