"""The one object that all makers of demo data share."""

import random
from datetime import datetime, time

from dateutil.relativedelta import relativedelta

from odoo import fields

MODULE = "community_suite"


class World:
    """Records by short name, one seeded source of chance, one today.

    The same code on the same day makes the same world, so that a screenshot, a
    bug report and a second machine show the same people.
    """

    def __init__(self, env):
        self.env = env(
            context={
                **env.context,
                "lang": "en_US",
                "tracking_disable": True,
                "mail_create_nosubscribe": True,
                "mail_activity_quick_update": True,
                "mail_auto_subscribe_no_notify": True,
            }
        )
        self.chance = random.Random(1923)
        self.today = fields.Date.context_today(env.user)
        self.club = self["demo_company_riders"]
        self.pool = self["demo_company_pool"]
        self.families = []
        # Dues fall due on the day of the installation: there is something to bill.
        self.due_day = min(self.today.day, 28)

    def __getitem__(self, name):
        """The record of a name; names without a module are the demo's own."""
        return self.env.ref(name if "." in name else f"{MODULE}.{name}")

    def id_of(self, name):
        return name and self[name].id

    def day(self, **delta):
        """A day relative to today: ``world.day(months=-3)``."""
        return self.today + relativedelta(**delta)

    def days_ago(self, at_least, at_most):
        return self.day(days=-self.chance.randint(at_least, at_most))

    def moment(self, **delta):
        """Some time in working hours of a day relative to today (UTC)."""
        hour, minute = self.chance.randint(6, 14), self.chance.choice([5, 20, 35, 50])
        return datetime.combine(self.day(**delta), time(hour, minute))

    def load(self, model, rows, company=None):
        """Create records with external ids, so that all of them can be found again.

        :param rows: values by name of the external id
        """
        records = self.env[model]
        if company:
            records = records.with_company(company)
        return records._load_records(
            [
                {"xml_id": f"{MODULE}.{name}", "values": values, "noupdate": True}
                for name, values in rows.items()
            ]
        )
