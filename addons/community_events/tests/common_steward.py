from datetime import timedelta

from odoo.addons.community_members.tools.decision import DENY

from ..tools.scan_request import read_request
from .common import CommunityEventsCommon


class StewardCommon(CommunityEventsCommon):
    """A gate with a steward's phone, and tickets to scan there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gate = cls._new_gate("Main Entrance", direction="both")
        cls.phone = cls._new_phone(cls.gate)
        cls.seat = cls._register(cls.event, cls.ayse)
        cls.drawn = 0

    @classmethod
    def _new_gate(cls, name, event=None, **values):
        return cls.env["community.checkin.gate"].create(
            {"name": name, "event_id": (event or cls.event).id, **values}
        )

    @classmethod
    def _new_phone(cls, gate, role="steward"):
        """A phone that was given its token; `phone_token(phone)` is what it holds."""
        phone = cls.env["community.checkin.device"].create(
            {"gate_id": gate.id, "name": f"Phone at {gate.name}", "role": role}
        )
        cls.tokens = {**getattr(cls, "tokens", {}), phone.id: phone._enrol()}
        # Given out in the morning, and without network since.
        phone.settled_at = gate.event_id.date_begin - timedelta(hours=6)
        return phone

    def _request(self, text="", nonce=None, at=0.0, **values):
        type(self).drawn += 1
        nonce = nonce or f"nonce-{self.drawn:06d}"
        return read_request({"nonce": nonce, "at": at, "text": text, **values})

    def _scan(self, text="", phone=None, **values):
        phone = phone or self.phone
        answer = phone._scan(self._request(text, **values))
        self._assert_row_stands(phone, answer["row"])
        return answer

    def _assert_row_stands(self, phone, row):
        """The row that a scan tells is the one that the list would hold."""
        if row:
            seat = self.env["event.registration"].browse(row["id"])
            self.assertEqual(row, phone._get_row(seat))

    def _assert_refused(self, answer, code):
        self.assertEqual((answer["verdict"], answer["code"]), (DENY, code))

    def _attempts(self, event=None):
        return self.env["community.checkin.attempt"].search(
            [("event_id", "=", (event or self.event).id)]
        )
