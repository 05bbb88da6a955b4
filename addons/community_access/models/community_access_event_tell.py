from odoo import api, models

from .community_access_bell import NEWS, ring


class CommunityAccessEvent(models.Model):
    """Tells the screens of the guards that something happened, after the commit.

    The message has no names: each screen asks for what its user may see. It goes by the
    bus, but in a thread of its own: whoever stands at the gate would wait for it.
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
        callbacks, database = self.env.cr.postcommit, self.env.cr.dbname
        news = callbacks.data.get(NEWS)
        if news is None:
            news = callbacks.data[NEWS] = {}
            callbacks.add(lambda: ring(database, news))
        news.setdefault(company, set()).add(gate or 0)
