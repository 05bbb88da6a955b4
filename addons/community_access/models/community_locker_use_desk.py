from odoo import models


class CommunityLockerUseDesk(models.Model):
    """What the desk does for somebody who stands before it."""

    _inherit = "community.locker.use"

    def action_release(self):
        """Open the locker for its holder: after the grace, or without the band."""
        self.locker_id._check_desk()
        for bank, uses in self.grouped("bank_id").items():
            bank._release(uses, "desk")
        return True

    def action_change(self):
        """Another locker instead of this one."""
        self.ensure_one()
        self.locker_id._check_desk()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_locker_desk_action"
        )
        context = {
            "default_credential_id": self.credential_id.id,
            "default_bank_id": self.bank_id.id,
        }
        return {**action, "context": context}
