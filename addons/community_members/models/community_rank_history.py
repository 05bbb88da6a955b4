from odoo import fields, models

KINDS = [
    ("raised", "Reached"),
    ("lowered", "Lost"),
    ("by_hand", "Set by Hand"),
]


class CommunityRankHistory(models.Model):
    _name = "community.rank.history"
    _description = "History of Ranks"
    _inherit = ["community.member.card.number.guard", "community.points.ledger.guard"]
    _order = "date DESC, id DESC"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner",
        "Member",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Date(required=True, readonly=True, index=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    from_rank_id = fields.Many2one(
        "community.rank", "Before", readonly=True, ondelete="restrict"
    )
    to_rank_id = fields.Many2one(
        "community.rank", "After", readonly=True, index=True, ondelete="restrict"
    )
    points = fields.Integer(
        readonly=True, help="Points that counted for the decision on that day."
    )
    rank_version = fields.Integer("Version of the Rank", readonly=True)
    reason = fields.Char(readonly=True)
    create_uid = fields.Many2one("res.users", "By", readonly=True)
