import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

SEATS_AT_ONCE = 1000


class EventEvent(models.Model):
    """Closing an event: by its organiser, or by itself within the hour."""

    _inherit = "event.event"

    def action_close(self):
        """The window that says what closing will do."""
        self.ensure_one()
        self.check_access("write")
        self._check_may_close()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Close Event"),
            "res_model": "community.event.close",
            "view_mode": "form",
            "target": "new",
            "context": {"default_event_id": self.id},
        }

    def _check_may_close(self):
        """:raises UserError: it runs still, or was cancelled"""
        for event in self:
            if not event._counts():
                raise UserError(
                    self.env._(
                        "“%(event)s” was cancelled: there is nothing to close.",
                        event=event.name,
                    )
                )
            if not event._is_over():
                raise UserError(
                    self.env._(
                        "“%(event)s” is not over. Points are given when it ends.",
                        event=event.name,
                    )
                )

    def action_open_points(self):
        """What the ledger says of this event, for those who read ledgers."""
        self.ensure_one()
        self.check_access("read")
        self.env["community.points.entry"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_members.community_points_entry_action"
        )
        # sudo: only ids; the list that opens has rights of its own.
        seats_sudo = self.sudo()._get_all_seats()
        return action | {
            "name": self.env._("Points of %(event)s", event=self.name),
            "domain": [
                ("res_model", "=", "event.registration"),
                ("res_id", "in", seats_sudo.ids),
            ],
            "context": {},
        }

    @api.model
    def _cron_close(self):
        """Close what has ended, and settle the seats that came late; safe to repeat."""
        self._close_ended()
        self._settle_late()

    @api.model
    def _close_ended(self):
        cron = self.env["ir.cron"]
        ended = self._find_ended()
        cron._commit_progress(remaining=len(ended))
        for event in ended:
            locked = event.try_lock_for_update()
            if locked:
                locked._close_safely()
            if not cron._commit_progress(1):
                break

    @api.model
    def _find_ended(self):
        """Events that can take nobody any more and were not closed.

        Check-in may stay open for three days at most (see the constraint); whoever
        comes in then, comes before the event is closed.
        """
        now = fields.Datetime.now()
        ended = self.search(
            [
                ("points_posted_at", "=", False),
                ("date_end", "<=", now),
                ("kanban_state", "!=", "cancel"),
            ],
            order="date_end, id",
        )
        return ended.filtered(lambda event: event.checkin_closes_at <= now)

    def _close_safely(self):
        """One event that cannot be closed does not hold up the others."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._close()
        except Exception:
            _logger.exception("Event %s cannot be closed", self.id)

    @api.model
    def _settle_late(self):
        """Seats that were marked as attended after their event had been closed."""
        cron = self.env["ir.cron"]
        seats = self.env["event.registration"].with_context(active_test=False)
        while late := seats.search([("points_due", "=", True)], limit=SEATS_AT_ONCE):
            late._settle_points()
            late.points_due = False
            if not cron._commit_progress(len(late)):
                break

    @api.model
    def _trigger_settling(self):
        """The ledger follows within a minute, not within the hour."""
        # sudo: stewards and members cause it; the job looks for itself what is due.
        cron_sudo = self.env.ref(
            "community_events.ir_cron_event_close", raise_if_not_found=False
        )
        if cron_sudo:
            # sudo: as above
            cron_sudo.sudo()._trigger(fields.Datetime.now() + timedelta(seconds=20))
