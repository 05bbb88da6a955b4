from odoo import api, fields, models
from odoo.exceptions import UserError

from .community_access_credential import HELD_STATES
from .community_access_medium import THINGS

SOFT = ("qr", "pin")


class CommunityAccessCredential(models.Model):
    """What the holder does himself: stop a band at once, let it go on again."""

    _inherit = "community.access.credential"

    is_blocked_by_holder = fields.Boolean(
        "Blocked by the Holder", readonly=True, copy=False
    )

    _one_soft = models.UniqueIndex(
        "(company_id, partner_id, kind) "
        "WHERE kind IN ('qr', 'pin') AND state IN ('issued', 'blocked')",
        "This person has one already.",
    )

    @api.model
    def _get_soft(self, partner, company, kind):
        """The QR code or PIN that somebody has, if any."""
        return self.search(
            [
                ("company_id", "=", company.id),
                ("partner_id", "=", partner.id),
                ("kind", "=", kind),
                ("state", "in", HELD_STATES),
            ],
            limit=1,
        )

    @api.model
    def _make_soft(self, partner, company, kind, secret=False):
        """A QR code or PIN for somebody who asked for it: one of each kind."""
        partner.lock_for_update(allow_referencing=True)
        found = self._get_soft(partner, company, kind)
        medium = self.env["community.access.medium"]._get_soft(company, kind)
        if found or not medium:
            return found
        made = self.create(
            {"medium_id": medium.id, "company_id": company.id, "secret": secret}
        )
        return made._issue(partner)

    def _block_by_holder(self, is_lost=False):
        """It stops at every gate at once; twice is once."""
        self.ensure_one()
        self.lock_for_update(allow_referencing=True)
        if is_lost and self.kind in THINGS and self.state in HELD_STATES:
            return self._end("lost")
        if self.state != "issued":
            return False
        self._set_state({"state": "blocked", "is_blocked_by_holder": True})
        return True

    def _unblock_by_holder(self):
        """Only what the holder blocked himself; the desk's word stands.

        :raises UserError: the desk blocked it, or it is lost
        """
        self.ensure_one()
        self.lock_for_update(allow_referencing=True)
        if self.state == "issued":
            return False
        if not self._can_unblock_by_holder():
            raise UserError(self.env._("Please ask the desk: they stopped it."))
        self._set_state({"state": "issued"})
        return True

    def _can_unblock_by_holder(self):
        return self.state == "blocked" and self.is_blocked_by_holder

    def _set_state(self, values):
        """Whatever happens next ends what the holder said."""
        return super()._set_state({"is_blocked_by_holder": False, **values})

    def action_block(self):
        """The desk's word counts more than the holder's."""
        own = self.filtered(lambda one: one._can_unblock_by_holder())
        if own:
            self.check_access("write")
            own.is_blocked_by_holder = False
        return super(CommunityAccessCredential, self - own).action_block()

    def _after_state(self, old, new):
        """Tell the holder: whoever did not do it himself wants to know."""
        result = super()._after_state(old, new)
        if new in ("blocked", "lost", "stolen") and self.partner_id:
            self.env["community.notice"]._send(
                "access_band_blocked",
                self,
                partners=self.partner_id,
                occurrence=f"{new} {fields.Datetime.now()}",
            )
        return result
