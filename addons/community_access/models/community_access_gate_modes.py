from odoo import models
from odoo.exceptions import UserError


class CommunityAccessGate(models.Model):
    """Setting a gate to another mode; the journal says who did it and why."""

    _inherit = "community.access.gate"

    def write(self, vals):
        before = {gate: gate.mode for gate in self} if "mode" in vals else {}
        result = super().write(vals)
        for gate, mode in before.items():
            if gate.mode != mode:
                gate._log_mode(self.env.context.get("community_mode_reason"))
        return result

    def _log_mode(self, reason):
        modes = dict(self._fields["mode"]._description_selection(self.env))
        words = " · ".join(filter(None, (modes[self.mode], reason)))
        self._log_staff("mode", False, words)

    def _set_mode(self, mode, reason):
        """Let gates work in another mode.

        :param reason: said by whoever sets it; without one nothing changes
        """
        self.check_access("write")
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Say why the gate is set to another mode."))
        self._check_no_card_number({"name": reason})
        self.with_context(community_mode_reason=reason).write({"mode": mode})
        return True

    def action_change_mode(self):
        """The window that asks for the mode and the reason."""
        self.check_access("write")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_access_mode_change_action"
        )
        return {
            **action,
            "context": {
                "default_gate_ids": self.ids,
                "default_mode": self.env.context.get("mode") or self[:1].mode,
            },
        }

    def action_open_events(self):
        """What happened at this gate, newest first."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_access_event_action"
        )
        return action | {"domain": [("gate_id", "=", self.id)], "context": {}}
