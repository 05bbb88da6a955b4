from odoo import fields, models


class CommunityMemberImportRow(models.Model):
    """One row of a register file, as it was read and what became of it."""

    _name = "community.member.import.row"
    _description = "Row of an Import of Members"
    _order = "import_id, line"
    _rec_name = "line"
    _log_access = False

    import_id = fields.Many2one(
        "community.member.import", required=True, index=True, ondelete="cascade"
    )
    line = fields.Integer(required=True)
    number = fields.Char("Member Number")
    place = fields.Char("Number Above", help="Of the corporate member it belongs to.")
    depth = fields.Integer(help="Rows are written from the top of the tree down.")
    content = fields.Json("Values for the member")
    links = fields.Json("Numbers of other members")
    cells = fields.Json("The row as it stood in the file")
    state = fields.Selection(
        [
            ("ready", "To Write"),
            ("linking", "Written, Links to Do"),
            ("done", "Done"),
            ("bad", "With Errors"),
        ],
        required=True,
    )
    partner_id = fields.Many2one(
        "res.partner", "Member", index="btree_not_null", ondelete="set null"
    )

    _work = models.Index("(import_id, state, depth, line)")
    _number = models.Index("(import_id, number)")
