import time
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import box_report
from .community_access_event_apply import naive
from .community_access_event_box import EARLIEST

# So often at most is it written down that a box was heard of.
NOTE_SECONDS = 20
ALERT = "community_access.mail_activity_type_box_lost"


class CommunityAccessBox(models.Model):
    """Is it alive, and whom to tell when not."""

    _inherit = "community.access.box"

    last_swipe_at = fields.Datetime("Last Swipe", readonly=True, copy=False)
    is_current = fields.Boolean(
        "Programs Up to Date",
        compute="_compute_is_current",
        help="The box fetches newer ones when it is started.",
    )

    @api.depends("handlers_version", "state")
    def _compute_is_current(self):
        for box in self:
            box.is_current = (
                box.state == "paired" and box.handlers_version == box._get_handlers()[1]
            )

    def _write_changes(self, values):
        """Writes nothing where nothing is new: a write of nothing dates the row, too,
        and two requests of a box at the same moment would have to start over.
        """
        changed = {key: one for key, one in values.items() if self[key] != one}
        return self.write(changed) if changed else True

    def _hear(self):
        """The box asked something. Whoever writes at this moment does it for both."""
        self.flush_recordset(["last_seen"])
        self.env.cr.execute(
            SQL(
                "UPDATE community_access_box SET last_seen = %(now)s WHERE id IN ("
                "SELECT id FROM community_access_box WHERE id = %(box)s "
                "AND (last_seen IS NULL OR last_seen < %(before)s) "
                "FOR NO KEY UPDATE SKIP LOCKED)",
                now=fields.Datetime.now(),
                box=self.id,
                before=fields.Datetime.now() - timedelta(seconds=NOTE_SECONDS),
            )
        )
        self.invalidate_recordset(["last_seen", "is_online"], flush=False)

    def _note_health(self, health):
        """What the box says of itself with a sync; anything may be wrong."""
        if not isinstance(health, dict):
            return
        clock = box_report.seconds(health.get("clock"))
        values = {
            "pending_events": box_report.count(health.get("pending")),
            "handlers_version": box_report.text(health.get("handlers"))
            or self.handlers_version,
        }
        last_swipe = box_report.seconds(health.get("last_swipe"))
        if last_swipe and last_swipe > EARLIEST:
            # Never later than now, whatever the box believes.
            values["last_swipe_at"] = naive(int(min(last_swipe, time.time())))
        if clock is not None:
            values["clock_offset"] = round(clock - fields.Datetime.now().timestamp(), 1)
        self._write_changes(values)
        self.env["community.access.box.device"]._note_health(
            self, health.get("devices")
        )

    @api.model
    def _cron_watch(self):
        """Each minute: tell once who is silent, and once who is back."""
        for box in self.search([("state", "=", "paired")]):
            limit = fields.Datetime.now() - timedelta(minutes=box.lost_minutes)
            is_lost = not box.last_seen or box.last_seen < limit
            if is_lost and not box.is_lost:
                box._raise_alert()
            elif box.is_lost and not is_lost:
                box._end_alert()
        return True

    def _raise_alert(self):
        self.is_lost = True
        self.message_post(
            body=self.env._(
                "Signal lost: not heard of for %(minutes)s minutes. Gates go on by "
                "what the box knows.",
                minutes=self.lost_minutes,
            )
        )
        for user in self._get_managers():
            self.activity_schedule(
                ALERT,
                user_id=user.id,
                summary=self.env._("Box %(box)s is silent", box=self.name),
                note=self.env._("Look at its power, its network and the server's."),
            )

    def _end_alert(self):
        self.is_lost = False
        self.message_post(body=self.env._("Back again: the box is heard of."))
        self._forget_alert()

    def _forget_alert(self):
        self.activity_unlink([ALERT])

    def _get_managers(self):
        group = self.env.ref("community_access.group_access_manager")
        return group.all_user_ids.filtered(
            lambda user: (
                user.active and not user.share and self.company_id in user.company_ids
            )
        )
