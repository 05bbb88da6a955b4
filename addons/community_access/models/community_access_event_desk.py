from odoo import models

from .community_access_credential_outlook import SOON
from .community_access_event_monitor import PAYING
from .res_partner_access_screen import BANDS, CONTRACTS, OFFICER, PLANS


class CommunityAccessEvent(models.Model):
    """A refusal, as it is told on the form of the member."""

    _inherit = "community.access.event"

    def _say_where_and_when(self):
        """“Turnstile 1, today 18:03”, by the clock of the house."""
        self.ensure_one()
        site = self.gate_id.site_id
        return self.env._(
            "%(gate)s, %(day)s %(time)s",
            gate=self.gate_id.name,
            day=site._say_day(self.occurred_at),
            time=site._say_time(self.occurred_at),
        )

    def _get_help_at_desk(self):
        """Which button of the member's form helps; False where none does."""
        self.ensure_one()
        if self.credential_id and self._opens_now():
            return "solved"
        user = self.env.user
        if not user.has_group("community_access.group_access_desk"):
            return False
        ways = dict.fromkeys(CONTRACTS, "contracts") | {"top_up": "top_up"}
        ways |= dict.fromkeys(PLANS, "plan" if user.has_group(OFFICER) else "contracts")
        if self.fix in PAYING and self.fix not in ways:
            code = self._get_fix_button()["code"]
            return code if code in ("payment", "pay_link") else False
        return ways.get(self.fix) or (self.code in BANDS and "bands")

    def _has_passed_by_itself(self):
        """Closed at that hour, open now: nobody needs to be told."""
        return self.fix in SOON and bool(self.credential_id) and self._opens_now()

    def _opens_now(self):
        """Whether the same gate would let the same band through by now."""
        return self.gate_id._foresee(self.credential_id, self.side).opens
