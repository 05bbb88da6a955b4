import time

from odoo.addons.community_events.tools import venue_code

from .common import CommunityEventsCommon

CLUB = (41.0, 29.0)


class MemberCheckinCommon(CommunityEventsCommon):
    """Codes of the screen, and phones that scan them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.claims = cls.env["community.checkin.claim"]
        cls.attempts = cls.env["community.checkin.attempt"]

    @classmethod
    def _code(cls, event=None, ago=0, screen=1):
        """The code that a screen showed `ago` seconds ago."""
        event = event or cls.event
        key = cls.env["community.checkin.secret"]._get_for(event)._get_key()
        step = venue_code.step_of(time.time() - ago)
        return venue_code.make_code(key, event.id, step, screen)

    @classmethod
    def _trace(cls, **values):
        """What a phone tells that has no key and no place."""
        return {
            "position": None,
            "is_position_refused": False,
            "fingerprint": "",
            "is_signed": False,
            "public_key": "",
            "address": "",
            "country": "",
            "clock": None,
            **values,
        }

    def _scan(self, partner, code=None, event=None, **trace):
        """One scan with the tap that follows; the attempt."""
        claim, _token = self.claims._open(code or self._code(event))
        return claim.event_id._check_in_member(partner, claim, self._trace(**trace))

    def _seat(self, partner, event=None):
        return (event or self.event)._find_registration(partner)
