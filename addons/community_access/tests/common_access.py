from datetime import UTC, datetime

from odoo.tests import tagged

from odoo.addons.community_subscription.tests.common import (
    TODAY,
    CommunitySubscriptionCommon,
)

__all__ = ["TODAY", "CommunityAccessCommon", "at"]


def at(text):
    """Seconds since 1970 of a UTC time such as "2026-03-10 18:03"."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@tagged("post_install", "-at_install", "community")
class CommunityAccessCommon(CommunitySubscriptionCommon):
    """A house with a hall, a gate into it, and a rule: who has a contract comes in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "community_access.group_access_"
        cls.guard = cls._new_user("access_guard", f"{group}guard")
        cls.desk = cls._new_user("access_desk", f"{group}desk")
        cls.access_manager = cls._new_user("access_manager", f"{group}manager")
        cls.site = cls._new("site", name="Haliç House", tz="Europe/Istanbul")
        cls.hall = cls._new("zone", name="Hall", site_id=cls.site.id, has_reset=False)
        cls.gate = cls._new("gate", name="Turnstile 1", zone_id=cls.hall.id)
        cls.band_type = cls._new("medium", name="Blue Band", kind="band")
        cls.rule = cls._new("rule", name="Contract opens the hall")
        cls.next_uid = 0x04A2B3C4D50000

    @classmethod
    def _new(cls, model, **values):
        fields = cls.env[f"community.access.{model}"]._fields
        if "company_id" in fields and not fields["company_id"].related:
            values.setdefault("company_id", cls.company.id)
        return cls.env[f"community.access.{model}"].create(values)

    @classmethod
    def _new_band(cls, partner=None, **values):
        """A band, given to somebody if one is named."""
        cls.next_uid += 1
        values.setdefault("uid", f"{cls.next_uid:014X}")
        values.setdefault("medium_id", cls.band_type.id)
        band = cls._new("credential", **values)
        return band._issue(partner) if partner else band

    def _swipe(self, band, side="in", gate=None, **values):
        return (gate or self.gate)._swipe(band.uid, side, **values)

    def _get_code(self, answer):
        return answer["reasons"][0]["code"] if answer["reasons"] else ""

    def assert_allowed(self, answer, code=None):
        self.assertTrue(answer["open"], answer)
        if code:
            self.assertEqual(self._get_code(answer), code, answer)

    def assert_refused(self, answer, code):
        self.assertFalse(answer["open"], answer)
        self.assertEqual(self._get_code(answer), code, answer)

    def _pass_gate(self, band, side="in", gate=None, when=None):
        """Somebody went through, as the gate reports it."""
        return (gate or self.gate)._log_passage(side, band, when)
