import json
import uuid as uuid_of
from dataclasses import replace
from datetime import UTC, datetime

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.gate_decision import decide
from ..tools.gate_types import RULE_VERSION, Pass, Presence, Question
from ..tools.uid import UidError, normalise_uid
from .community_access_pass import digest_of, pack

FOUND_SQL = """
SELECT pass.credential_id, pass.partner_id, pass.row, pass.digest,
       (SELECT presence.row
          FROM community_access_presence presence
         WHERE presence.company_id = pass.company_id
           AND presence.person
               = COALESCE('p' || pass.partner_id, 'c' || pass.credential_id))
  FROM community_access_pass pass
 WHERE pass.company_id = %(company)s AND pass.key = %(key)s
"""
FOUND = ("credential_id", "partner_id", "row", "digest", "presence")


class CommunityAccessGate(models.Model):
    """The answer to a swipe: one read, one pure decision, one row in the journal.

    It goes by SQL where the ORM would, as somebody stands at the gate and waits.
    """

    _inherit = "community.access.gate"

    def _swipe(self, uid, side, uuid=None, at=None, kind="uid", *, waits=True):
        """Decide about a swipe and keep the decision.

        :param uid: what the reader sent
        :param side: ``in`` or ``out``
        :param uuid: number of the swipe, from whoever saw it; twice the same is one
        :param at: when it happened, seconds since 1970; now, if nothing is said
        :param kind: ``uid``, or ``key`` when it is one already
        :param waits: until the decision is in the journal, and on the disk
        :return: dict of ``uuid``, ``verdict``, ``reasons``, ``open``
        """
        self.ensure_one()
        now = at or int(fields.Datetime.now().replace(tzinfo=UTC).timestamp())
        key = uid if kind == "key" else self._read_key(uid)
        ask, found = self._prepare_question(key, side, now)
        decision = decide(ask)
        reasons = decision.to_json()["reasons"]
        row = {
            **self._prepare_swipe_row(ask, found, uuid, key),
            **self._prepare_verdict(decision, reasons),
        }
        before = self._get_before_swipe(found)
        if waits:
            self.env["community.access.event"]._insert([row], before=before)
        else:
            self.env["community.access.inbox"]._keep(row, before)
        return {
            "uuid": row["uuid"],
            "verdict": decision.verdict,
            "reasons": reasons,
            "open": decision.allowed,
        }

    def _read_key(self, uid):
        """The key of a pass, empty for what is no number of a chip."""
        setting = self._get_setting_at(self._get_now())
        try:
            return normalise_uid(uid, setting.uid_form, setting.is_uid_reversed)
        except UidError:
            return ""

    def _get_setting_at(self, now):
        return self._get_setting(datetime.fromtimestamp(now, UTC).date().isoformat())

    def _find_pass(self, company, key):
        """What is known of a key and of who holds it, by one statement."""
        self.env.flush_all()
        self.env.cr.execute(SQL(FOUND_SQL, company=company, key=key))
        found = self.env.cr.fetchone()
        return dict(zip(FOUND, found or (None,) * len(FOUND), strict=True))

    def _prepare_question(self, key, side, now):
        """:return: the `Question`, and what was found for it"""
        setting = self._get_setting_at(now)
        door = setting.door
        found = self._find_pass(setting.company, key)
        presence = json.loads(found["presence"] or "{}")
        holder = Pass.from_row(json.loads(found["row"])) if found["row"] else None
        now_here = self._get_now_here(setting, holder)
        ask = Question(
            holder,
            door,
            side,
            now,
            Presence.from_row(presence),
            replace(setting.world, **now_here) if now_here else setting.world,
        )
        found["setting"] = setting
        return ask, found

    def _get_now_here(self, setting, holder):
        """What holds at this moment: fire, and who is inside where the gate asks."""
        door, now_here = setting.door, {}
        if setting.is_fire:
            now_here["fire"] = True
        if door.capacity or any(one[2:] for one in door.modes):
            now_here["occupancy"] = self._count_inside(door.zone)
        if door.needs_escort and holder:
            inside = self._count_inside(door.zone, holder.escorts)
            now_here["escort_inside"] = bool(inside)
        return now_here

    def _count_inside(self, zone, partners=None):
        people = SQL("AND partner_id = ANY(%s)", list(partners)) if partners else SQL()
        if partners is not None and not partners:
            return 0
        [(count,)] = self.env.execute_query(
            SQL(
                "SELECT count(*) FROM community_access_visit WHERE zone_id = %s "
                "AND date_out IS NULL AND is_reversed IS NOT TRUE %s",
                zone,
                people,
            )
        )
        return count

    def _get_before_swipe(self, found):
        """What goes along with the journal's row: the facts, if they are new."""
        texts = {found["setting"].digest: found["setting"].text}
        if found["row"]:
            texts[found["digest"]] = found["row"]
        insert = self.env["community.access.fact"]._get_insert(texts)
        return SQL("WITH kept AS (%s)", insert) if insert else SQL()

    def _prepare_verdict(self, decision, reasons):
        """The journal's row: what was answered."""
        first = reasons[0] if reasons else {}
        return {
            "verdict": decision.verdict,
            "code": first.get("code"),
            "fix": decision.fix or None,
            "reasons": pack(reasons),
        }

    def _prepare_swipe_row(self, ask, found, uuid, key):
        """The journal's row: what was asked, and by which facts."""
        setting = found["setting"]
        facts = pack(
            {
                "pass": found["digest"] if found["row"] else "",
                "setting": setting.digest,
                "side": ask.side,
                "now": ask.now,
                "presence": ask.presence.to_row(),
                "occupancy": ask.world.occupancy,
                "escort": ask.world.escort_inside,
                "fire": ask.world.fire,
            }
        )
        return {
            "uuid": uuid or str(uuid_of.uuid4()),
            "kind": "swipe",
            "company_id": setting.company,
            "gate_id": self.id,
            "zone_id": ask.door.zone,
            "side": ask.side,
            "credential_id": found["credential_id"],
            "partner_id": found["partner_id"],
            "uid": key or None,
            "occurred_at": datetime.fromtimestamp(ask.now, UTC).replace(tzinfo=None),
            "received_at": fields.Datetime.now(),
            "facts": facts,
            "digest": digest_of(facts),
            "rule_version": RULE_VERSION,
            "origin": "server",
        }

    def _check_side(self, side):
        if side not in ("in", "out"):
            raise UserError(self.env._("A gate has two sides: in and out."))
