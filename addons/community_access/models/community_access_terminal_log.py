import uuid

from odoo import models

from ..tools.gate_types import RULE_VERSION
from .community_access_event_apply import naive
from .community_access_event_box import EARLIEST
from .community_access_pass import digest_of, pack


class CommunityAccessTerminal(models.Model):
    """What terminals tell: each passage once, however often it is sent."""

    _inherit = "community.access.terminal"

    def _keep_log(self, passages):
        """Keep passages in the journal of the gate; visits follow.

        :param passages: as `adms.read_log` gives them
        :return: the events that were new
        """
        events = self.env["community.access.event"]
        # sudo: the terminal is told who passed, by the number that it was given.
        found = (
            self.env["community.access.credential"]
            .sudo()
            .search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("id", "in", list({one.pin for one in passages})),
                ]
            )
        )
        bands = {band.id: band for band in found}
        none = found.browse()
        rows = [
            self._prepare_passage(one, bands.get(one.pin, none)) for one in passages
        ]
        added = events.browse(events._insert(rows).values())
        added._apply()
        return added

    def _prepare_passage(self, passage, band):
        now = self.env.cr.now()
        last = int(now.timestamp())
        at = last if passage.at < EARLIEST else min(passage.at, last)
        facts = pack(
            {"pin": passage.pin, "status": passage.status, "verify": passage.verify}
        )
        text = f"terminal/{self.id}/{passage.pin}/{passage.time}"
        return {
            "uuid": str(uuid.uuid5(uuid.NAMESPACE_OID, text)),
            "kind": "passed",
            "company_id": self.company_id.id,
            "gate_id": self.gate_id.id,
            "zone_id": self.gate_id.zone_id.id,
            "side": self.side,
            "credential_id": band.id or None,
            "partner_id": band.partner_id.id or None,
            "uid": band.uid or None,
            "occurred_at": naive(at),
            "received_at": now,
            "facts": facts,
            "digest": digest_of(facts),
            "rule_version": RULE_VERSION,
            "origin": "box",
            "is_assumed": True,
            "note": None if band else f"PIN {passage.pin}",
        }
