import secrets
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.tools import mute_logger

from ..tools.roll_call import Candidate, draw

ORGANIZER = "event.group_event_user"
MOST_NAMES = 100  # of one roll call; nobody looks for more at once
GOES_ON = timedelta(hours=1)  # for which the last roll call is opened again


class EventEvent(models.Model):
    """Roll calls: is everybody here who checked in with the venue's code?"""

    _inherit = "event.event"

    roll_ids = fields.One2many(
        "community.checkin.roll", "event_id", "Roll Calls", groups=ORGANIZER
    )

    def _check_may_call_roll(self):
        """:raises AccessError: organisers of this event alone look for people"""
        if not self.env.user.has_group(ORGANIZER):
            raise AccessError(
                self.env._("Organisers call the roll. Ask one of them to do it.")
            )
        self.check_access("write")

    def action_roll_call(self):
        """The last roll call while it has open names, else the window for a new one."""
        self.ensure_one()
        self._check_may_call_roll()
        last = self.roll_ids[:1]
        if last.open_count and last.at > fields.Datetime.now() - GOES_ON:
            return last._open()
        return self._open_roll_window()

    def _open_roll_window(self):
        self.ensure_one()
        self._check_may_call_roll()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Roll Call"),
            "res_model": "community.checkin.roll.draw",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_event_id": self.id},
        }

    def _get_roll_attempts(self):
        """Check-ins that a roll call may ask about: one for each person inside who came
        with the code, was asked by no roll call before, and about whom nobody decided.
        """
        self.ensure_one()
        # sudo: whoever calls the roll may change the event; the screen shows the names.
        asked_sudo = self.env["community.checkin.roll.line"].sudo()
        asked = asked_sudo.search([("roll_id.event_id", "=", self.id)])
        attempts = self.env["community.checkin.attempt"].search(
            [
                ("event_id", "=", self.id),
                ("kind", "=", "code"),
                ("direction", "=", "in"),
                ("verdict", "!=", "deny"),
                ("corrected_by_ids", "=", False),
                ("registration_id.is_inside", "=", True),
                ("registration_id", "not in", asked.registration_id.ids),
            ],
            order="at, id",
        )
        # Who went out and came back is asked about the last coming in.
        last = {attempt.registration_id: attempt for attempt in attempts}
        return attempts.browse().concat(*last.values())

    def _draw_roll(self, number):
        """Draw the names of a new roll call.

        :return: community.checkin.roll
        :raises UserError: nobody can be asked
        :raises ConcurrencyError: another organiser drew in this moment; the request
            starts over with those who are left
        """
        self.ensure_one()
        self._check_may_call_roll()
        attempts = self._get_roll_attempts()
        refusal = self._get_roll_refusal(attempts, number)
        if refusal:
            raise UserError(refusal)
        candidates = [
            Candidate(attempt.id, attempt.score, attempt.verdict == "flag")
            for attempt in attempts
        ]
        drawn = draw(candidates, number, secrets.SystemRandom())
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                return self._keep_roll(drawn, len(candidates))
        except UniqueViolation as error:
            raise ConcurrencyError from error

    def _get_roll_refusal(self, attempts, number):
        """:return: why no names can be drawn, "" when they can"""
        if self.is_finished:
            return self.env._("“%(event)s” is over: nobody is there.", event=self.name)
        if not attempts:
            return self.env._(
                "Nobody is left to ask: a roll call asks who came in with the venue's "
                "code, is inside, and was not asked before."
            )
        if number < 1:
            return self.env._("Ask at least one person.")
        if min(number, len(attempts)) > MOST_NAMES:
            return self.env._(
                "One roll call looks for at most %(most)s names. Draw again for more.",
                most=MOST_NAMES,
            )
        return ""

    def _keep_roll(self, drawn, population):
        roll = (
            self.env["community.checkin.roll"]
            ._with_pen()
            .create(
                {
                    "event_id": self.id,
                    "user_id": self.env.uid,
                    "at": fields.Datetime.now(),
                    "population": population,
                }
            )
        )
        attempts = self.env["community.checkin.attempt"]
        chosen = [(attempts.browse(number), how) for number, how in drawn]
        self.env["community.checkin.roll.line"]._with_pen().create(
            [
                {
                    "roll_id": roll.id,
                    "attempt_id": attempt.id,
                    "registration_id": attempt.registration_id.id,
                    "partner_id": attempt.partner_id.id,
                    "chosen": how,
                }
                for attempt, how in chosen
            ]
        )
        # Without the pen, and with the rights of who asked.
        return self.env["community.checkin.roll"].browse(roll.id)
