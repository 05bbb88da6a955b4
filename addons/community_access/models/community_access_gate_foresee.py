from datetime import UTC

from odoo import api, fields, models

from ..tools import pin_code, qr_code
from ..tools.gate_decision import decide
from ..tools.gate_foresight import Foresight, foresee


class CommunityAccessGate(models.Model):
    """What a gate would answer; and what it makes of QR codes and PINs."""

    _inherit = "community.access.gate"

    def _foresee(self, credential, side="in"):
        """What the gate would answer now, and until when; nothing is kept of it.

        :return: `Foresight`
        """
        self.ensure_one()
        # sudo: readers know keys, people do not.
        key = credential.sudo().key or ""
        ask, _found = self._prepare_question(key, side, self._get_now())
        return foresee(ask) if side == "in" else Foresight(decide(ask))

    def _get_now(self):
        return int(fields.Datetime.now().replace(tzinfo=UTC).timestamp())

    def _swipe(self, uid, side, uuid=None, at=None, kind="uid", *, waits=True):
        """QR codes are judged by the time at which they were shown."""
        if kind == "pin":
            uid, kind = self._read_pin_key(uid), "key"
        elif kind != "key" and qr_code.is_code(uid or ""):
            uid, kind = self._read_qr_key(uid, at or self._get_now()), "key"
        return super()._swipe(uid, side, uuid=uuid, at=at, kind=kind, waits=waits)

    def _read_key(self, uid):
        if qr_code.is_code(uid or ""):
            return self._read_qr_key(uid, self._get_now())
        return super()._read_key(uid)

    def _read_qr_key(self, text, now):
        """ "Q" and the credential; a bad code gives a key that nothing has."""
        key = bytes.fromhex(self.company_id._get_access_qr_key())
        found = qr_code.read_qr(text, key, now)
        return f"Q{found}" if isinstance(found, int) else f"Q!{found}"

    @api.model
    def _get_box_settings(self, company):
        """A box without network reads codes and PINs by itself."""
        return {
            **super()._get_box_settings(company),
            "qr_key": company._get_access_qr_key(),
            "pin_key": company._get_access_pin_key(),
        }

    def _read_pin_key(self, pin):
        key = bytes.fromhex(self.company_id._get_access_pin_key())
        return pin_code.hash_pin(str(pin or "").strip(), key)
