from datetime import timedelta

from odoo import fields, models

# Older news of a child only worries: a box was without network.
NEWS = timedelta(minutes=30)


class CommunityAccessVisit(models.Model):
    """A guardian who asked for it hears when his ward comes and leaves."""

    _inherit = "community.access.visit"

    def _after_entry(self, event):
        result = super()._after_entry(event)
        self._tell_guardian("in", event)
        return result

    def _close(self, moment, kind, event=None):
        result = super()._close(moment, kind, event)
        if kind == "gate" and event:
            self._tell_guardian("out", event)
        return result

    def _tell_guardian(self, side, event):
        """Put it into the queue, once for each passage into and out of the house.

        Said about the ward, with the number of the passage: visits that are made anew
        from late events tell nothing twice.
        """
        if fields.Datetime.now() - event.occurred_at > NEWS:
            return
        for visit in self:
            # sudo: whether a guardian asked is not for the gate's user to read
            ward_sudo = visit.partner_id.sudo()
            guardian_sudo = ward_sudo._get_told_guardian() if ward_sudo else None
            if not guardian_sudo or visit.zone_id.parent_id:
                continue
            site = visit.site_id
            self.env["community.notice"]._send(
                f"access_ward_{side}",
                ward_sudo,
                partners=guardian_sudo,
                occurrence=f"{side} {event.uuid}",
                values={
                    "zone": visit.zone_id.name,
                    "house": site.name,
                    "time": site._say_time(event.occurred_at),
                    "url": f"/my/visits?person={ward_sudo.id}",
                },
            )
