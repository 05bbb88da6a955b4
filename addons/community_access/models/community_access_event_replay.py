import json
from dataclasses import replace

from odoo import models
from odoo.exceptions import UserError

from ..tools.gate_decision import decide
from ..tools.gate_types import RULE_VERSION, Pass, Presence, Question
from .community_access_pass import digest_of


class CommunityAccessEvent(models.Model):
    """The same question once more: what was kept must give the same answer."""

    _inherit = "community.access.event"

    def _replay_decision(self):
        """Decide anew by the facts that were kept.

        :return: the `Decision`
        :raises UserError: when facts are not there, or are not those of then
        """
        self.ensure_one()
        self.check_access("read")
        # sudo: facts are nobody's to read; the answer tells no more than the event.
        facts = self.sudo()._get_kept_facts()
        texts = self._get_kept_texts(
            [facts[name] for name in ("pass", "setting") if facts[name]]
        )
        door, world = self.env["community.access.gate"]._read_setting(
            texts[facts["setting"]]
        )
        row = texts.get(facts["pass"])
        world = replace(
            world,
            occupancy=facts["occupancy"],
            escort_inside=facts["escort"],
            fire=facts["fire"],
        )
        presence = Presence.from_row(facts["presence"])
        found = Pass.from_row(json.loads(row)) if row else None
        return decide(
            Question(found, door, facts["side"], facts["now"], presence, world)
        )

    def _get_kept_facts(self):
        facts = json.loads(self.facts or "{}")
        if self.kind != "swipe" or "setting" not in facts:
            raise UserError(
                self.env._(
                    "The server did not decide this itself, so there is nothing to "
                    "ask again."
                )
            )
        if digest_of(self.facts) != self.digest:
            raise UserError(
                self.env._("The facts of this decision were changed afterwards.")
            )
        return facts

    def _get_kept_texts(self, digests):
        """{digest: text} of kept rows that are still what they were."""
        # sudo: facts are nobody's to read.
        kept = self.env["community.access.fact"].sudo()
        rows = kept.search([("digest", "in", digests)])
        texts = {row.digest: row.text for row in rows}
        for digest in digests:
            if digest_of(texts.get(digest, "")) != digest:
                raise UserError(
                    self.env._(
                        "What the gate knew then was changed or deleted afterwards "
                        "(%(digest)s).",
                        digest=digest[:12],
                    )
                )
        return texts

    def _get_difference(self, decision):
        """What the answer of now says otherwise than the one that was kept."""
        if decision.verdict != self.verdict:
            labels = dict(self._fields["verdict"]._description_selection(self.env))
            return self.env._(
                "Asked again, the answer is “%(now)s”, not “%(then)s”.",
                now=labels[decision.verdict],
                then=labels.get(self.verdict, ""),
            )
        if json.loads(self.reasons or "[]") != _plain(decision):
            words = [self._say(reason) for reason in _plain(decision)]
            return self.env._(
                "The answer is the same, the reasons are not: %(words)s",
                words=" ".join(words),
            )
        return ""

    def action_ask_again(self):
        """Ask the same question once more, and say whether the answer is the same."""
        try:
            difference = self._get_difference(self._replay_decision())
        except UserError as error:
            difference = str(error)
        if difference and self.rule_version != RULE_VERSION:
            difference += " " + self.env._("The rules of the gates are newer by now.")
        same = self.env._(
            "Same answer, for the same reasons: %(words)s",
            words=self.explanation or self.verdict,
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "danger" if difference else "success",
                "sticky": bool(difference),
                "message": difference or same,
            },
        }


def _plain(decision):
    """Reasons as they are after a way through JSON."""
    return json.loads(json.dumps(decision.to_json()["reasons"]))
