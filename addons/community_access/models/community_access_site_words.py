from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from odoo import fields, models
from odoo.tools import format_date, format_time


class CommunityAccessSite(models.Model):
    """Moments as people in the house say them."""

    _inherit = "community.access.site"

    def _get_local(self, moment):
        """:param moment: naive UTC datetime"""
        return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(self.tz or "UTC"))

    def _get_today(self):
        return self._get_local(fields.Datetime.now()).date()

    def _say_day(self, moment):
        """The day by the house's clock, with its name, as short as it can be."""
        day = self._get_local(moment).date()
        today = self._get_today()
        if day == today:
            return self.env._("today")
        if day == today + timedelta(days=1):
            return self.env._("tomorrow")
        if day == today - timedelta(days=1):
            return self.env._("yesterday")
        style = "EEE d MMM" if day.year == today.year else "d MMM y"
        return format_date(self.env, day, date_format=style)

    def _say_time(self, moment):
        return format_time(self.env, moment, tz=self.tz, time_format="short")

    def _say_moment(self, seconds):
        """“18:30”, “tomorrow, 7:00” of seconds since 1970."""
        moment = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
        time = self._say_time(moment)
        if self._get_local(moment).date() == self._get_today():
            return time
        return self.env._("%(day)s, %(time)s", day=self._say_day(moment), time=time)
