from odoo import fields, models

GUARD = "community_access.group_access_guard"


class ResPartner(models.Model):
    """What the gates know of a person besides contracts."""

    _inherit = "res.partner"

    access_credential_ids = fields.One2many(
        "community.access.credential", "partner_id", "Bands and Cards", groups=GUARD
    )
    # Whoever changes a partner finds the passes of all that are at hand in one query.
    access_pass_ids = fields.One2many(
        "community.access.pass",
        "partner_id",
        "Compiled Passes",
        groups="base.group_system",
    )
    access_site_id = fields.Many2one(
        "community.access.site",
        "Home House",
        index="btree_not_null",
        ondelete="restrict",
        groups=GUARD,
    )
    access_stop = fields.Boolean(
        "Stop at the Gate", groups=GUARD, help="No gate opens inwards."
    )
    access_stop_reason = fields.Char(
        "What to Say", groups=GUARD, help="Shown to the desk and to the member."
    )
