from datetime import UTC, datetime, timedelta

import pytz
from babel.dates import format_timedelta

from odoo import api, fields, models
from odoo.tools import format_date, format_time
from odoo.tools.misc import babel_locale_parse

from ..tools.decision_facts import MOMENTS, say_metres
from .community_checkin_attempt_labels import LABELS
from .community_checkin_attempt_texts import FIXES, REFUSALS, UNKNOWN


class CommunityCheckinAttempt(models.Model):
    """A verdict in words: to the member, and in short to those who look at lists."""

    _inherit = "community.checkin.attempt"

    def _get_words(self):
        """What the member reads about this try.

        :return: {"headline", "sentence", "fix", "tone"}; `fix` may be empty, `tone` is
            success, warning or danger
        """
        self.ensure_one()
        if self.kind in ("annulled", "confirmed"):
            return self._get_words_of_correction()
        return self._get_decision_words(
            self.decision or {"verdict": self.verdict},
            # sudo: the name and times of an event where the member was.
            self.sudo().event_id,
            self.direction,
        )

    @api.model
    def _get_decision_words(self, decision, event, direction="in"):
        """The same for a decision that is not kept as an attempt (yet).

        :param decision: ``Decision.to_json()``
        """
        reasons = decision.get("reasons") or []
        if decision["verdict"] != "deny":
            return self._get_words_of_entry(decision["verdict"], event, direction)
        first = reasons[0] if reasons else {"code": "many_hints"}
        headline, sentence = REFUSALS.get(first["code"], UNKNOWN)
        translate = self.env._
        headline = translate(headline)
        fix = next((FIXES[r["fix"]] for r in reasons if r.get("fix") in FIXES), None)
        return {
            "headline": headline,
            "sentence": self._fill(sentence, first, event) or headline,
            "fix": translate(fix) if fix else "",
            "tone": "warning"
            if first["code"] in ("already_in", "not_open")
            else "danger",
        }

    @api.model
    def _get_words_of_entry(self, verdict, event, direction):
        if direction == "out":
            headline = self.env._("Good-bye")
            sentence = self.env._("You went out of “%(event)s”.", event=event.name)
        else:
            headline = self.env._("You are in")
            sentence = self.env._("Welcome to “%(event)s”.", event=event.name)
        if verdict == "flag":
            sentence = self.env._(
                "You are in. Something about this check-in was unusual, so the "
                "organiser may look at it again."
            )
        tone = "warning" if verdict == "flag" else "success"
        return {"headline": headline, "sentence": sentence, "fix": "", "tone": tone}

    def _get_words_of_correction(self):
        reason = self.note or self.env._("none given")
        if self.kind == "annulled":
            headline = self.env._("Taken back by the organiser")
            sentence = self.env._(
                "This check-in does not count. Reason: %(reason)s", reason=reason
            )
        else:
            headline = self.env._("Confirmed by the organiser")
            sentence = self.env._(
                "This check-in counts. Reason: %(reason)s", reason=reason
            )
        tone = "danger" if self.kind == "annulled" else "success"
        return {"headline": headline, "sentence": sentence, "fix": "", "tone": tone}

    def _get_reason_labels(self):
        """Every reason in a few words, for the organiser.

        :return: list of {"code", "label", "weight"}, as the decision has them
        """
        self.ensure_one()
        reasons = (self.decision or {}).get("reasons") or [{"code": self.code}]
        if self.hand_out_id:
            by_hand = {"by_hand": "given_by_hand"}
            reasons = [
                one | {"code": by_hand.get(one["code"], one["code"])} for one in reasons
            ]
        return [
            {
                "code": reason["code"],
                "label": self._get_label(reason, self.event_id),
                "weight": reason.get("weight") or 0,
            }
            for reason in reasons
        ]

    @api.model
    def _get_label(self, reason, event):
        """One reason in a few words; a code without words stands for itself."""
        label = LABELS.get(reason["code"])
        if label is None:
            return reason["code"] or self.env._("Unknown")
        return self._fill(label, reason, event) or self._get_bare_label(label)

    # ------------------------------------------------------------
    # FACTS
    # ------------------------------------------------------------

    @api.model
    def _fill(self, text, reason, event):
        """The sentence with its facts; empty when a fact it speaks of is missing."""
        translate = self.env._
        text = translate(text)
        try:
            return text % self._get_facts_in_words(reason.get("facts") or {}, event)
        except KeyError:
            return ""

    @api.model
    def _get_bare_label(self, label):
        """Without its facts: what stands before the first of them."""
        translate = self.env._
        return translate(label).split("%(")[0].strip(" (:±")

    @api.model
    def _get_facts_in_words(self, facts, event):
        words = {key: value for key, value in facts.items() if value is not None}
        for key in MOMENTS & words.keys():
            words[key] = self._say_moment(words[key], event)
        for key in {"metres", "accuracy"} & words.keys():
            words[key] = say_metres(words[key])
        if "seconds" in words:
            words["duration"] = self._say_duration(words["seconds"])
        if "gates" in words:
            # sudo: the names of entrances.
            gates_sudo = self.env["community.checkin.gate"].sudo()
            known_sudo = gates_sudo.browse(words["gates"]).exists()
            words["gates"] = ", ".join(known_sudo.mapped("name"))
        return words

    @api.model
    def _say_moment(self, moment, event):
        """A time by the clock of the venue; with the day, unless it is today."""
        tz = event.date_tz or "UTC"
        at = datetime.fromtimestamp(moment, UTC).replace(tzinfo=None)
        zone = pytz.timezone(tz)
        if zone.fromutc(fields.Datetime.now()).date() == zone.fromutc(at).date():
            time = format_time(self.env, at, tz=tz, time_format="short")
            return self.env._("today at %(time)s", time=time)
        day = format_date(self.env, zone.fromutc(at).date())
        time = format_time(self.env, at, tz=tz, time_format="short")
        return self.env._("on %(day)s at %(time)s", day=day, time=time)

    @api.model
    def _say_duration(self, seconds):
        locale = babel_locale_parse(self.env.lang or "en_US")
        return format_timedelta(
            timedelta(seconds=abs(seconds)), threshold=2, locale=locale
        )
