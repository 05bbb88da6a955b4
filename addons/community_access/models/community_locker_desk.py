from odoo import api, fields, models

LOOKS = [
    ("free", "Free"),
    ("used", "In Use"),
    ("overdue", "Overdue"),
    ("rented", "Rented"),
    ("out_of_order", "Out of Order"),
]


class CommunityLockerDesk(models.Model):
    """How one door looks on the map, and its buttons."""

    _inherit = "community.locker"

    look = fields.Selection(LOOKS, "On the Map", compute="_compute_look")

    @api.depends("state", "overdue_since", "renter_id", "is_rental_over")
    def _compute_look(self):
        for locker in self:
            if locker.overdue_since or locker.is_rental_over:
                locker.look = "overdue"
            elif locker.state == "free" and locker.renter_id:
                locker.look = "rented"
            else:
                locker.look = locker.state

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_release(self):
        """Open it for its holder."""
        self.use_id.action_release()
        return True

    def action_give(self):
        """Give it to somebody, or change what somebody has for it."""
        self.ensure_one()
        self._check_desk()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_locker_desk_action"
        )
        context = {
            "default_bank_id": self.bank_id.id,
            "default_locker_id": self.id if self.state == "free" else False,
            "default_credential_id": self.credential_id.id,
        }
        return {**action, "context": context}

    def action_master(self):
        """Ask a second person to open it by master."""
        self.ensure_one()
        self._check_desk()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_locker_master_action"
        )
        return {**action, "context": {"default_locker_id": self.id}}

    def action_open_services(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_locker_service_action"
        )
        context = {"default_locker_id": self.id}
        return {**action, "domain": [("locker_id", "=", self.id)], "context": context}

    def action_open_uses(self):
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_locker_use_action"
        )
        return {**action, "domain": [("locker_id", "=", self.id)], "context": {}}
