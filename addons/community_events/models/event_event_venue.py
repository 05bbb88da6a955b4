import random
import time
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_datetime, format_time

from ..tools import network, venue_code
from ..tools.event_words import DAY
from ..tools.person_name import get_short_name
from ..tools.qr_path import make_path

AHEAD = 180  # seconds of codes that a screen gets in advance
MAX_SCREENS = 40
ARRIVALS = 6


class EventEvent(models.Model):
    """The screen at the venue: who may open one, and the codes that it shows."""

    _inherit = "event.event"

    screen_ids = fields.One2many("community.checkin.screen", "event_id")
    screen_shows_names = fields.Boolean(
        "Names on the Screen",
        default=True,
        help="First name and initial of who has just come in, for all to see.",
    )

    def action_open_venue_screen(self):
        """G29: the full-screen page with the code, in a tab of its own."""
        self.ensure_one()
        self._check_may_show_codes()
        return {
            "type": "ir.actions.act_url",
            "url": f"/checkin/screen/{self.id}",
            "target": "new",
        }

    def _check_may_show_codes(self):
        """Codes let people in: those who manage the event show them, nobody else.

        :raises AccessError: no right to change this event
        :raises UserError: members do not check in by themselves here
        """
        self.check_access("write")
        if not self.checkin_by_member:
            raise UserError(
                self.env._(
                    "Members do not check in by themselves at “%(event)s”. Switch it "
                    "on in the event first.",
                    event=self.name,
                )
            )

    def _open_screen(self, address):
        """A new screen of this event, seen from `address` (IP as text)."""
        self.ensure_one()
        self._check_may_show_codes()
        # sudo: screens are rows that code alone writes; the right is checked.
        screens_sudo = self.env["community.checkin.screen"].sudo()
        taken = set(self.sudo().screen_ids.mapped("number"))
        if len(taken) >= MAX_SCREENS:
            self._forget_old_screens()
            # sudo: as above
            taken = set(self.sudo().screen_ids.mapped("number"))
        free = next(
            number
            for number in iter(lambda: random.SystemRandom().randrange(1, 65_536), 0)
            if number not in taken
        )
        return screens_sudo.create(
            {
                "event_id": self.id,
                "user_id": self.env.uid,
                "number": free,
                "last_seen_at": fields.Datetime.now(),
                "network": self._get_network(address),
            }
        )

    def _forget_old_screens(self):
        """All but those that asked for codes last: reloading the page again and again
        fills no table and closes no screen that is in use.
        """
        # sudo: as above
        screens_sudo = self.env["community.checkin.screen"].sudo()
        old_sudo = screens_sudo.search(
            [("event_id", "=", self.id)],
            offset=MAX_SCREENS // 2,
            order="last_seen_at DESC, id DESC",
        )
        old_sudo.unlink()

    def _get_codes(self, screen, seconds=AHEAD):
        """Codes of the next seconds for a screen that may show them.

        :return: {"now": seconds since 1970 by the server, "step": seconds for which
            one code is shown, "codes": [{"at", "size", "path"}] (see `tools.qr_path`)}
        """
        self.ensure_one()
        self._check_may_show_codes()
        if screen.event_id != self or screen.is_closed:
            raise AccessError(self.env._("This screen shows no codes of the event."))
        screen.last_seen_at = fields.Datetime.now()
        secret_sudo = self.env["community.checkin.secret"]._get_for(self)
        now, base_url = time.time(), self.get_base_url()
        found = venue_code.make_codes(
            secret_sudo._get_key(), self.id, now, seconds, screen.number
        )
        codes = [
            {"at": shown_at, **make_path(f"{base_url}/checkin/{text}")._asdict()}
            for shown_at, text in found
        ]
        return {"now": now, "step": venue_code.STEP, "codes": codes}

    def _get_screen_options(self, screen):
        """What the page of the screen needs to begin: numbers, codes and words."""
        self.ensure_one()
        return {
            "event": self.id,
            "screen": screen.id,
            "codes": self._get_codes(screen),
            "arrivals": self._get_arrivals(),
            "when": self._get_screen_times(),
            "words": self._get_screen_words(),
        }

    def _get_screen_times(self):
        """From when to when, as somebody in the room would say it."""
        slot = self._get_slot_now()
        begin = slot.start_datetime or self.date_begin
        end = slot.end_datetime or self.date_end
        if end - begin < timedelta(days=1):
            first, last = (
                format_time(self.env, moment, tz=self.date_tz, time_format="short")
                for moment in (begin, end)
            )
        else:  # hours alone would be those of one evening
            first, last = (
                format_datetime(self.env, moment, tz=self.date_tz, dt_format=DAY)
                for moment in (begin, end)
            )
        return f"{first} – {last}"

    def _get_screen_words(self):
        """Sentences of the screen; `{time}` and `{number}` are put in by the page."""
        return {
            "now": self.env._("just now"),
            "seconds": self.env._("{number} s ago"),
            "minutes": self.env._("{number} min ago"),
            "late": self.env._("No network. Codes last for {time} more."),
            "out": self.env._(
                "No network since {time}, and the codes have run out. The code comes "
                "back by itself with the network."
            ),
            "closed": self.env._(
                "This screen was closed or you were logged out. Open it again."
            ),
            "nobody": self.env._("Who comes in appears here."),
            "inside": self.env._("{number} are inside"),
            "here": self.env._("came in"),
            "expected": self.env._("came in, of {number} expected"),
        }

    def _get_arrivals(self):
        """What the screen at the venue tells besides the code.

        :return: {"came", "inside", "expected", "last": [{"id", "name", "ago" (s)}]}
        """
        self.ensure_one()
        self._check_may_show_codes()
        seats = self.env["event.registration"]
        here = [("event_id", "=", self.id), ("state", "in", ("open", "done"))]
        counts = dict(seats._read_group(here, ["state"], ["__count"]))
        inside = seats.search_count([("event_id", "=", self.id), ("is_inside", "=", 1)])
        came = counts.get("done", 0)
        return {
            "came": came,
            "inside": inside,
            "expected": came + counts.get("open", 0),
            "last": self._get_last_arrivals() if self.screen_shows_names else [],
        }

    def _get_last_arrivals(self):
        attempts = self.env["community.checkin.attempt"].search(
            [
                ("event_id", "=", self.id),
                ("verdict", "in", ("allow", "flag")),
                ("direction", "=", "in"),
                ("kind", "in", ("code", "ticket", "card", "desk")),
                ("hand_out_id", "=", False),
            ],
            limit=ARRIVALS,
        )
        now = fields.Datetime.now()
        return [
            {
                "id": attempt.id,
                "name": get_short_name(
                    attempt.partner_id.name or attempt.registration_id.name
                ),
                "ago": max(0, round((now - attempt.at).total_seconds())),
            }
            for attempt in attempts
        ]

    def _get_network(self, address):
        """The fingerprint of a network; whoever reads it learns no address."""
        secret_sudo = self.env["community.checkin.secret"]._get_for(self)
        return network.get_fingerprint(secret_sudo._get_key(), address)
