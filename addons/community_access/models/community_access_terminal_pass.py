from odoo import models


class CommunityAccessPass(models.Model):
    """Terminals are told when somebody's rights change."""

    _inherit = "community.access.pass"

    def _compute_row(self):
        result = super()._compute_row()
        asked = self.env.cr.precommit.data.setdefault(
            "community_access.terminals", set()
        )
        if not asked:
            self.env.cr.precommit.add(self._ask_terminals)
        asked.update(self.company_id.ids)
        return result

    def _ask_terminals(self):
        """Once a transaction, before its end."""
        asked = self.env.cr.precommit.data.pop("community_access.terminals", set())
        companies = self.env["res.company"].browse(asked)
        if companies:
            self.env["community.access.terminal"]._ask_refresh(companies)
