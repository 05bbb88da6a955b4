from odoo import models

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
        if not self.env.user.has_group("community_access.group_access_desk"):
            return False
        if self.fix == "top_up":
            return "top_up"
        if self.fix in PAYING:
            code = self._get_fix_button()["code"]
            return code if code in ("payment", "pay_link") else False
        if self.fix in CONTRACTS:
            return "contracts"
        if self.fix in PLANS:
            is_officer = self.env.user.has_group(OFFICER)
            return "plan" if is_officer else "contracts"
        return "bands" if self.code in BANDS else False

    def _opens_now(self):
        """Whether the same gate would let the same band through by now."""
        return self.gate_id._foresee(self.credential_id, self.side).opens
