import json
from dataclasses import replace

from odoo import models

from ..tools.gate_types import Presence, Stay
from .community_access_event_apply import naive, seconds


class CommunityAccessEvent(models.Model):
    """What the desk corrects: an event too, so that visits follow from events alone."""

    _inherit = "community.access.event"

    def _apply_one(self, person, memory):
        if self.kind != "corrected":
            return super()._apply_one(person, memory)
        before = Presence.from_row(json.loads(memory["row"]))
        return self._save_memory(memory["id"], self._correct(person, before))

    def _correct(self, person, before):
        """Reverse one visit, add another; what the gates remember follows.

        `facts`: ``was`` when the visit began that is wrong, 0 for none; ``since`` and
        ``until`` of what was right, 0 for none.
        """
        # sudo: what the suite wrote itself.
        said = json.loads(self.sudo().facts)
        visits = self.env["community.access.visit"]._with_pen()
        old = visits._find_begun(self, person, said["was"])
        old.write({"is_reversed": True, "correction_reason": self.note})
        old.flush_recordset()
        new = visits.search([("event_in_id", "=", self.id)], limit=1)
        if said["since"] and not new:
            new = visits.create(self._prepare_correction(person, said, old))
        old.write({"correction_id": new.id})
        return self._get_memory_corrected(before, said, old, new)

    def _prepare_correction(self, person, said, old):
        return {
            "company_id": self.company_id.id,
            "zone_id": self.zone_id.id,
            "partner_id": self.partner_id.id,
            "credential_id": self.credential_id.id,
            "person": person,
            "date_in": naive(said["since"]),
            "date_out": naive(said["until"]) if said["until"] else False,
            "end_kind": "staff" if said["until"] else False,
            "paid_until": old.paid_until,
            "tariff_id": old.tariff_id.id,
            "right_key": old.right_key,
            "event_in_id": self.id,
        }

    def _get_memory_corrected(self, before, said, old, new):
        zone = self.zone_id.id
        stays = dict(before.stays)
        if zone in stays and stays[zone].since == said["was"]:
            del stays[zone]
        if new and not new.date_out:
            paid = seconds(new.paid_until) if new.paid_until else 0
            stays[zone] = Stay(said["since"], paid, new.tariff_id.id or 0)
        counts = dict(before.counts)
        if old and not new and old.right_key in counts:
            since, count = counts[old.right_key]
            counts[old.right_key] = (since, max(0, count - 1))
        return replace(before, stays=stays, counts=counts)
