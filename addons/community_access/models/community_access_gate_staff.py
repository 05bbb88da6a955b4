from odoo import api, models
from odoo.exceptions import AccessError, UserError


class CommunityAccessGate(models.Model):
    """What staff do at a gate; each is kept with who did it and why."""

    _inherit = "community.access.gate"

    def _open_once(self, side, reason, credential=None):
        """Open for one person, whatever the rules say.

        :param reason: said by whoever opens; without one nothing opens
        """
        self.ensure_one()
        self._check_guard()
        self._check_side(side)
        if not (reason or "").strip():
            raise UserError(self.env._("Say why you open the gate."))
        event = self._log_staff("opened", side, reason.strip(), credential)
        self._send_opening(side)
        return event

    def _send_opening(self, side):
        """Hook: tell the box to open; effects follow the commit."""

    def _log_passage(self, side, credential, at=None, kind="passed", **values):
        """Somebody went through a gate that no box reports for.

        :param at: naive UTC datetime, now if nothing is said
        """
        self.ensure_one()
        self._check_side(side)
        moment = {"occurred_at": at} if at else {}
        return self.env["community.access.event"]._log(
            {
                "kind": kind,
                "company_id": self.company_id.id,
                "gate_id": self.id,
                "zone_id": self.zone_id.id,
                "side": side,
                "credential_id": credential.id or None,
                "partner_id": credential.partner_id.id or None,
                **moment,
                **values,
            }
        )

    def _forget_person(self, credential, zone, reason):
        """The next passage of this person is good either way."""
        self._check_guard()
        return self._log_staff("forgotten", False, reason, credential, zone)

    def _log_staff(self, kind, side, reason, credential=None, zone=None):
        credential = credential or self.env["community.access.credential"]
        return self.env["community.access.event"]._log(
            {
                "kind": kind,
                "company_id": self.company_id.id,
                "gate_id": self.id,
                "zone_id": (zone or self.zone_id).id,
                "side": side or None,
                "credential_id": credential.id or None,
                "partner_id": credential.partner_id.id or None,
                "origin": "staff",
                "note": reason,
                "user_id": self.env.uid,
            }
        )

    @api.model
    def _check_guard(self):
        if not self.env.user.has_group("community_access.group_access_guard"):
            raise AccessError(self.env._("Only guards and the desk open gates."))
        self.check_access("read")
