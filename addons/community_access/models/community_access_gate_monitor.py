from odoo import models
from odoo.exceptions import UserError

LONGEST_REASON = 500


class CommunityAccessGate(models.Model):
    """What the gate monitor does at a gate."""

    _inherit = "community.access.gate"

    def action_open_once(self, side, reason, event_id=False):
        """Open for one person; who opened and why is kept.

        :param event_id: the refusal that it is about, if there is one
        :raises AccessError: for whoever is no guard
        :raises UserError: without a reason, or where the gate has no such side
        """
        self.ensure_one()
        self._check_guard()
        self._check_side(side)
        if self.sides not in ("both", side):
            raise UserError(
                self.env._("%(gate)s does not open this way.", gate=self.name)
            )
        event = self.env["community.access.event"].browse(event_id or [])
        event.check_access("read")
        credential = event.filtered(lambda one: one.gate_id == self).credential_id
        if reason and (not isinstance(reason, str) or len(reason) > LONGEST_REASON):
            raise UserError(self.env._("Say it in a few words."))
        self._check_no_card_number({"name": reason})
        return self._open_once(side, reason, credential).id
