import uuid as uuid_of

from odoo import api, models
from odoo.tools import SQL

from ..tools.gate_types import RULE_VERSION
from .community_access_event import KINDS, SIDES, VERDICTS
from .community_access_event_apply import naive
from .community_access_pass import digest_of, pack

# What staff and money do is written by the server alone.
KNOWN_KINDS = {kind for kind, _ in KINDS} - {"settled", "forgotten", "corrected"}
KNOWN_SIDES = {side for side, _ in SIDES}
KNOWN_VERDICTS = {verdict for verdict, _ in VERDICTS}
LONGEST_TEXT = 200
# A box whose clock is wrong cannot write history.
EARLIEST = 1_600_000_000
COMPLETE_SQL = """
UPDATE community_access_event AS event
   SET box_ref = told.box_ref,
       note = CASE WHEN event.verdict IS DISTINCT FROM told.verdict
                   THEN told.note ELSE event.note END
  FROM (VALUES %(told)s) AS told (uuid, box_ref, verdict, note)
 WHERE event.uuid = told.uuid
   AND event.company_id = %(company)s
   AND event.box_ref IS NULL
"""


class CommunityAccessEvent(models.Model):
    """What boxes report: each event once, in the order of the box's own journal."""

    _inherit = "community.access.event"

    @api.model
    def _apply_box_events(self, box, reports, epoch):
        """Keep what a box reports, and what follows from it.

        :param reports: list of dicts, see the box's journal; anything may be wrong
        :param epoch: number of the box's journal; another one begins at 1 again
        :return: the highest place in the journal up to which all is kept
        """
        self.env["community.access.inbox"]._take_up()
        acked = box._get_acked(epoch)
        due = []
        for report in sorted(filter(_is_report, reports), key=lambda one: one["seq"]):
            if report["seq"] == acked + 1:
                acked = report["seq"]
                due.append(report)
        bands = self._find_bands(box.company_id, {_read_key(one) for one in due})
        rows = [self._prepare_box_row(box, one, epoch, bands) for one in due]
        added = self._insert(rows)
        known = [row for row in rows if row["uuid"] not in added]
        self._complete_known(box.company_id, known)
        events = self.browse(added.values())
        events._apply()
        events._follow_fire(box)
        box._set_acked(epoch, acked)
        return acked

    def _prepare_box_row(self, box, report, epoch, bands):
        """The row of one report; what the box cannot know was looked up.

        :param bands: {key: credential}
        """
        company = box.company_id
        gate, device_side = box._find_gate(str(report.get("device") or ""))
        side = _known(report.get("side"), KNOWN_SIDES) or device_side
        key = _read_key(report)
        credential = bands.get(key) or self.env["community.access.credential"]
        reasons = _plain_reasons(report.get("reasons"))
        first = reasons[0] if reasons else {}
        facts = pack(_plain_facts(report.get("data")))
        return {
            "uuid": _uuid(report.get("uuid"), box, epoch, report["seq"]),
            "kind": _known(report.get("kind"), KNOWN_KINDS) or "tamper",
            "company_id": company.id,
            "gate_id": gate.id or None,
            "zone_id": gate.zone_id.id or None,
            "side": side or None,
            "credential_id": credential.id or None,
            "partner_id": credential.partner_id.id or None,
            "uid": key or None,
            "occurred_at": naive(self._get_time(report)),
            "received_at": self.env.cr.now(),
            "verdict": _known(report.get("verdict"), KNOWN_VERDICTS),
            "code": str(first.get("code") or "")[:LONGEST_TEXT] or None,
            "fix": str(first.get("fix") or "")[:LONGEST_TEXT] or None,
            "reasons": pack(reasons),
            "facts": facts,
            "digest": digest_of(facts),
            "rule_version": RULE_VERSION,
            "origin": "server" if report.get("origin") == "server" else "box",
            "is_assumed": bool(report.get("assumed")),
            "swipe_uuid": str(report.get("swipe") or "")[:64] or None,
            "box_ref": f"{box.id}/{epoch}/{report['seq']}",
        }

    def _find_bands(self, company, keys):
        """{key: credential} of those that the company knows."""
        # sudo: keys are nobody's to read; the box asks who belongs to them.
        credentials = (
            self.env["community.access.credential"]
            .sudo()
            .search([("company_id", "=", company.id), ("key", "in", list(keys - {""}))])
        )
        return {credential.key: credential for credential in credentials}

    def _get_time(self, report):
        """When it happened, as the box says; never later than now."""
        now = self.env.cr.now().timestamp()
        try:
            at = int(float(report.get("at")))
        except (TypeError, ValueError, OverflowError):
            return int(now)
        return int(now) if at < EARLIEST else min(at, int(now))

    def _complete_known(self, company, rows):
        """Swipes that the server decided itself get their place in the journal."""
        if not rows:
            return
        told = SQL(", ").join(
            SQL(
                "(%s, %s, %s, %s)",
                row["uuid"],
                row["box_ref"],
                row["verdict"],
                f"box: {row['verdict']} ({row['code']})",
            )
            for row in rows
        )
        self.env.cr.execute(SQL(COMPLETE_SQL, told=told, company=company.id))


def _known(value, known):
    """A word that is one of those known; None for whatever else a box may say."""
    return value if isinstance(value, str) and value in known else None


def _read_key(report):
    return str(report.get("uid") or "")[:LONGEST_TEXT]


def _is_report(report):
    """A place in the journal is what everything hangs on."""
    if not isinstance(report, dict):
        return False
    place = report.get("seq")
    return isinstance(place, int) and not isinstance(place, bool) and 0 < place < 2**53


def _plain_reasons(reasons):
    if not isinstance(reasons, list):
        return []
    return [one for one in reasons[:20] if isinstance(one, dict)]


def _plain_facts(facts):
    return facts if isinstance(facts, dict) else {}


def _uuid(text, box, epoch, place):
    """The number of the report, or one that its place gives it."""
    try:
        return str(uuid_of.UUID(str(text)))
    except ValueError:
        return str(uuid_of.uuid5(uuid_of.NAMESPACE_OID, f"{box.id}/{epoch}/{place}"))
