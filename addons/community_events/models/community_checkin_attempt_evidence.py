from odoo import api, fields, models
from odoo.tools import format_datetime

from ..tools.decision_facts import say_metres
from ..tools.place import Fence, Position, get_distance_from

ORGANIZER = "event.group_event_user"
MAP = "https://www.openstreetmap.org/?mlat={0:.6f}&mlon={1:.6f}#map=16/{0:.6f}/{1:.6f}"


class CommunityCheckinAttempt(models.Model):
    """What a verdict was based on, in rows that a person can read."""

    _inherit = "community.checkin.attempt"

    evidence_rows = fields.Json(compute="_compute_evidence_rows", groups=ORGANIZER)
    reason_rows = fields.Json(compute="_compute_reason_rows")

    @api.depends("decision")
    @api.depends_context("lang", "tz")
    def _compute_reason_rows(self):
        for attempt in self:
            attempt.reason_rows = [
                {
                    "label": row["label"],
                    "value": f"{row['weight']:+d}" if row["weight"] else "",
                    "level": self._get_level_of_weight(row["weight"], attempt.verdict),
                }
                for row in attempt._get_reason_labels()
            ]

    @api.model
    def _get_level_of_weight(self, weight, verdict):
        if weight > 0 or (not weight and verdict == "deny"):
            return "danger" if weight >= 30 or not weight else "warning"
        return "success"

    @api.depends("evidence", "key_id", "device_id", "at", "received_at")
    @api.depends_context("lang", "tz")
    def _compute_evidence_rows(self):
        for attempt in self:
            rows = attempt._get_evidence_rows(attempt.evidence or {})
            attempt.evidence_rows = [row for row in rows if row]

    def _get_evidence_rows(self, evidence):
        """:return: list of {"label", "value", "level", "link"} and None"""
        self.ensure_one()
        trace = evidence.get("trace") or {}
        return [
            self._get_place_row(evidence, trace),
            self._get_code_row(evidence.get("code") or {}),
            self._get_device_row(evidence.get("device")),
            self._get_strangers_row(evidence.get("device") or {}),
            self._get_network_row(trace),
            self._get_country_row(trace),
            self._get_speed_row(trace),
            self._get_clock_row(trace),
            self._get_strikes_row(evidence.get("person") or {}),
            self._get_late_row(),
        ]

    @api.model
    def _row(self, label, value, level="", link=""):
        return {"label": label, "value": value, "level": level, "link": link}

    def _get_place_row(self, evidence, trace):
        label = self.env._("Place")
        fence = (evidence.get("event") or {}).get("fence")
        position = trace.get("position")
        if not position:
            if not fence:
                return None
            if trace.get("is_position_refused"):
                return self._row(label, self.env._("Not allowed by the member"))
            return self._row(label, self.env._("Not available"))
        link = MAP.format(position["latitude"], position["longitude"])
        accuracy = say_metres(position["accuracy"])
        if not fence:
            text = self.env._("Known, ± %(accuracy)s", accuracy=accuracy)
            return self._row(label, text, link=link)
        metres = get_distance_from(Fence(**fence), Position(**position))
        text = self.env._(
            "%(metres)s from the venue, ± %(accuracy)s; the fence is %(radius)s",
            metres=say_metres(metres),
            accuracy=accuracy,
            radius=say_metres(fence["radius"]),
        )
        beyond = metres - fence["radius"] - 2 * position["accuracy"]
        return self._row(label, text, "danger" if beyond > 0 else "success", link)

    def _get_code_row(self, code):
        if not code.get("shown_at"):
            return None
        age = code["opened_at"] - code["shown_at"]
        text = self.env._(
            "Scanned %(duration)s after it was shown", duration=self._say_duration(age)
        )
        return self._row(self.env._("Code"), text)

    def _get_device_row(self, device):
        if device is None:
            return None
        if not device.get("is_present"):
            text, level = self.env._("No key: a private window, or an old one"), ""
        elif device.get("is_foreign"):
            text, level = self.env._("Belongs to another member"), "danger"
        elif device.get("is_known"):
            text, level = self.env._("Known, this member's own"), "success"
        else:
            text, level = self.env._("Seen for the first time"), ""
        return self._row(self.env._("Phone"), text, level)

    def _get_strangers_row(self, device):
        if not device.get("strangers"):
            return None
        text = self.env._(
            "Used here by others, who are no family: %(number)s",
            number=device["strangers"],
        )
        return self._row(self.env._("Shared phone"), text, "danger")

    def _get_network_row(self, trace):
        found = trace.get("on_venue_network")
        if found is None:
            return None
        text = (
            self.env._("The same as the venue's screen")
            if found
            else self.env._("Another than the venue's screen")
        )
        return self._row(self.env._("Network"), text, "success" if found else "")

    def _get_country_row(self, trace):
        if trace.get("in_event_country") is not False:
            return None
        text = self.env._("The network is in another country")
        return self._row(self.env._("Country"), text, "danger")

    def _get_speed_row(self, trace):
        if not trace.get("speed"):
            return None
        text = self.env._(
            "%(speed)s km/h since the last check-in", speed=round(trace["speed"])
        )
        return self._row(self.env._("Speed"), text)

    def _get_clock_row(self, trace):
        skew = trace.get("clock_skew")
        if skew is None or abs(skew) < 5:
            return None
        text = self.env._(
            "The phone's clock is off by %(duration)s",
            duration=self._say_duration(skew),
        )
        return self._row(self.env._("Clock"), text)

    def _get_strikes_row(self, person):
        if not person.get("strikes"):
            return None
        text = self.env._("%(times)s in 90 days", times=person["strikes"])
        return self._row(self.env._("Earlier tries to cheat"), text, "danger")

    def _get_late_row(self):
        """Scans of a phone that had no network arrive late."""
        if not self.received_at or not self.at:
            return None
        if (self.received_at - self.at).total_seconds() < 60:
            return None
        text = self.env._(
            "Without network; it arrived %(moment)s",
            moment=format_datetime(self.env, self.received_at, dt_format="short"),
        )
        return self._row(self.env._("Scan"), text)
