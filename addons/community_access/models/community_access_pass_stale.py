from odoo import api, fields, models
from odoo.tools import SQL

AT_ONCE = 500


class CommunityAccessPass(models.Model):
    """Passes that a change of the rules, or a new day, makes look again."""

    _inherit = "community.access.pass"

    @api.model
    def _mark_stale(self, companies):
        """Rules or zones changed: all passes of these companies follow, in batches."""
        if not companies:
            return
        self.env.cr.execute(
            SQL(
                "UPDATE community_access_pass SET is_stale = TRUE "
                "WHERE company_id = ANY(%s) AND is_stale IS NOT TRUE",
                list(companies.ids),
            )
        )
        self.invalidate_model(["is_stale"])
        cron = self.env.ref(
            "community_access.ir_cron_refresh_passes", raise_if_not_found=False
        )
        if cron:
            # sudo: whoever may change a rule has it followed.
            cron.sudo()._trigger()

    def _refresh(self):
        """Compile anew what is stored; a row that stays the same is not written."""
        self.env.add_to_compute(self._fields["row"], self)
        self._recompute_recordset(["row", "digest"])
        self._with_pen().write(
            {"is_stale": False, "compiled_on": fields.Date.context_today(self)}
        )

    @api.model
    def _cron_refresh_passes(self):
        """Stale passes, and those that were not looked at today; safe to repeat.

        :return: whether nothing is left to do
        """
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=self.search_count(self._get_due_domain()))
        while passes := self.search(self._get_due_domain(), limit=AT_ONCE, order="id"):
            passes._refresh()
            left = self.search_count(self._get_due_domain())
            if not cron._commit_progress(len(passes), remaining=left):
                return not left
        return True

    def _get_due_domain(self):
        today = fields.Date.context_today(self)
        return [
            "|",
            ("is_stale", "=", True),
            "|",
            ("compiled_on", "=", False),
            ("compiled_on", "<", today),
        ]
