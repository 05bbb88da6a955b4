from odoo import api, fields, models


class CommunityLockerReleaseAll(models.TransientModel):
    """At close: how many lockers are still held, and whose, before all are opened."""

    _name = "community.locker.release.all"
    _description = "Release All Lockers"

    bank_ids = fields.Many2many(
        "community.locker.bank",
        string="Rooms",
        required=True,
        default=lambda self: self.env["community.locker.bank"].search([]),
    )
    use_ids = fields.Many2many(
        "community.locker.use", string="Still Held", compute="_compute_use_ids"
    )
    count = fields.Integer("Lockers", compute="_compute_use_ids")
    rental_count = fields.Integer("Rented Ones That Stay", compute="_compute_use_ids")

    @api.depends("bank_ids")
    def _compute_use_ids(self):
        uses = self.env["community.locker.use"]
        for window in self:
            banks = window.bank_ids._origin or window.bank_ids
            window.use_ids = uses.search(banks._get_day_domain(), order="locker_id")
            window.count = len(window.use_ids)
            window.rental_count = uses.search_count(
                [
                    ("bank_id", "in", banks.ids),
                    ("released_at", "=", False),
                    ("kind", "=", "rental"),
                ]
            )

    def action_release(self):
        """Open them, and show whose belongings are to be kept."""
        self.ensure_one()
        self.bank_ids.check_access("read")
        self.bank_ids.locker_ids._check_desk()
        released = self.bank_ids._release_all()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_access.community_locker_use_action"
        )
        return {**action, "domain": [("id", "in", released.ids)], "context": {}}
