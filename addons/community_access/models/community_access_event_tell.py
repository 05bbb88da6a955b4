from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.bus.models.bus import channel_with_db, json_dump

from .community_access_bell import ring

# What a browser asks for, and the part of a company's channel that it then hears.
CHANNEL = "community_access.gates"
ROOM = "community_access"
NEWS = "community_access.event"


class CommunityAccessEvent(models.Model):
    """Tells the screens of the guards that something happened, after the commit.

    The message has no names: each screen asks for what its user may see. It goes the
    way of the bus, but the bell rings in a thread of its own: core opens a connection
    for it, and whoever stands at the gate would wait twice as long.
    """

    _inherit = "community.access.event"

    def _insert(self, rows, before=None):
        added = super()._insert(rows, before=before)
        for row in rows:
            if row["uuid"] in added:
                self._tell_screens(row["company_id"], row.get("gate_id"))
        return added

    @api.model
    def _tell_screens(self, company, gate):
        """One message of a transaction for each company, however many events."""
        cr = self.env.cr
        if not cr.precommit.data.get(NEWS):
            cr.precommit.data[NEWS] = {}
            cr.precommit.add(self._write_news)
        cr.precommit.data[NEWS].setdefault(company, set()).add(gate or 0)

    @api.model
    def _write_news(self):
        """As the bus writes its messages, by one statement."""
        cr = self.env.cr
        news = cr.precommit.data.pop(NEWS, {})
        channels = {
            company: channel_with_db(
                cr.dbname, (self.env["res.company"].browse(company), ROOM)
            )
            for company in news
        }
        for company, gates in news.items():
            message = {"type": NEWS, "payload": {"gates": sorted(gates)}}
            cr.execute(
                SQL(
                    "INSERT INTO bus_bus (channel, message, create_date, create_uid) "
                    "VALUES (%s, %s, %s, %s)",
                    json_dump(channels[company]),
                    json_dump(message),
                    fields.Datetime.now(),
                    self.env.uid,
                )
            )
        cr.postcommit.add(lambda: ring(channels.values()))
