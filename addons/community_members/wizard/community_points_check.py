from odoo import fields, models


class CommunityPointsCheck(models.TransientModel):
    """What a check of the ledger found; it is made when the window opens."""

    _name = "community.points.check"
    _description = "Check of the Points Ledger"

    entry_ids = fields.Many2many(
        "community.points.entry",
        string="Altered Entries",
        readonly=True,
        default=lambda self: self._default_entry_ids(),
    )
    drift_text = fields.Text(
        "Balances That Differ",
        readonly=True,
        default=lambda self: self._default_drift_text(),
    )
    checked_at = fields.Datetime(readonly=True, default=fields.Datetime.now)
    is_clean = fields.Boolean(compute="_compute_is_clean")

    def _default_entry_ids(self):
        found = self.env["community.points.entry"].sudo()._find_drift()  # sudo: all
        return self.env["community.points.entry"].search(
            [("id", "in", found["entries"])], limit=200
        )

    def _default_drift_text(self):
        # sudo: the check looks at every company, and names members of those only
        # that the user may see.
        found = self.env["community.points.entry"].sudo()._find_drift()["balances"]
        found = [row for row in found if row["company_id"] in self.env.companies.ids][
            :200
        ]
        names = {
            partner.id: partner.display_name
            for partner in self.env["res.partner"].search(
                [("id", "in", [row["partner_id"] for row in found])]
            )
        }
        return "\n".join(
            self.env._(
                "%(name)s: the balance says %(stored)s, the ledger says %(ledger)s",
                name=names.get(row["partner_id"], row["partner_id"]),
                stored=row["stored"],
                ledger=row["ledger"],
            )
            for row in found
        )

    def _compute_is_clean(self):
        for check in self:
            check.is_clean = not check.entry_ids and not check.drift_text
