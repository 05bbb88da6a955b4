import json
from datetime import UTC

from odoo import models

from ..tools.gate_types import Pass

# How a right stands when it is over. What is only unpaid is not over: no debt keeps
# somebody's belongings.
OVER = ("ended", "membership")


class CommunityLockerBankEntitled(models.Model):
    """Who is in the house, and until when the stay is allowed, as the gates know it."""

    _inherit = "community.locker.bank"

    def _is_inside(self, credential):
        """Whether the holder is in the zone of this bank; None where nobody counts."""
        if not self.zone_id:
            return None
        # sudo: a lock asks for whoever comes, and tells nobody.
        zones = self.env["community.access.zone"].sudo()
        zones = zones.search([("id", "child_of", self.zone_id.id)])
        if not zones.gate_ids:
            return None
        return bool(self._find_visits(credential, zones))

    def _find_visits(self, credential, zones):
        # sudo: as above
        visits = self.env["community.access.visit"].sudo()
        return visits.search(
            [
                ("zone_id", "in", zones.ids),
                ("date_out", "=", False),
                ("is_reversed", "=", False),
                "|",
                ("credential_id", "=", credential.id),
                "&",
                ("partner_id", "!=", False),
                ("partner_id", "=", credential.partner_id.id),
            ]
        )

    def _get_entitled_until(self, credential):
        """The last second for which the holder's stay is allowed; 0: no end.

        A stay that costs more when it is longer has no end: it is paid at the exit.
        """
        if not self.zone_id:
            return 0
        visits = self._find_visits(credential, self.zone_id.site_id.zone_ids)
        ends = [
            int(visit.paid_until.replace(tzinfo=UTC).timestamp())
            for visit in visits
            if visit.paid_until and not visit.tariff_id
        ]
        last = self._get_last_of_rights(credential)
        return min([*ends, *([last] if last else [])], default=0)

    def _get_last_of_rights(self, credential):
        """When the last of the holder's rights ended; 0 while one has not."""
        # sudo: as above
        row = credential.sudo().access_pass_ids[:1].row
        rights = Pass.from_row(json.loads(row)).rights if row else ()
        now, last = self._get_now(), 0
        for right in rights:
            stand = next(
                (
                    one
                    for one in right.stands
                    if one.since <= now and (not one.until or now < one.until)
                ),
                None,
            )
            if stand and stand.code not in OVER:
                return 0
            if stand:
                # What was over before today has no beginning in the row.
                last = max(last, (stand.since or now - now % 86_400) - 1)
        return last
