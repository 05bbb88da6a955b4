from odoo import api, models

# What a browser asks for, and the part of a company's channel that it then hears.
CHANNEL = "community_access.gates"
ROOM = "community_access"
NEWS = "community_access.event"


class CommunityAccessEvent(models.Model):
    """Tells the screens of the guards that something happened, after the commit.

    The message has no names: each screen asks for what its user may see.
    """

    _inherit = "community.access.event"

    def _insert(self, rows):
        added = super()._insert(rows)
        self._tell_screens(rows, added)
        return added

    @api.model
    def _tell_screens(self, rows, added):
        """One message for each company, however many events there are."""
        news = {}
        for row in rows:
            if row["uuid"] in added:
                known = news.setdefault(row["company_id"], (set(), []))
                known[0].add(row.get("gate_id") or 0)
                known[1].append(added[row["uuid"]])
        for company, (gates, numbers) in news.items():
            message = {"gates": sorted(gates), "first": min(numbers)}
            self._tell(self.env["res.company"].browse(company), NEWS, message)

    @api.model
    def _tell(self, company, news, message):
        # _sendone: the channel is a record; who hears it is checked when he asks.
        self.env["bus.bus"]._sendone((company, ROOM), news, message)
