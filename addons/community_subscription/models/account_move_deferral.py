from odoo import fields, models


class AccountMove(models.Model):
    """The entry that puts unearned dues aside knows the day it does it for."""

    _inherit = "account.move"

    community_deferral_date = fields.Date(
        "Deferred Revenue At", readonly=True, copy=False, index="btree_not_null"
    )
