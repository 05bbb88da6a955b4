from odoo import fields, models

from .community_access_pass import stamp_table


class CommunityAccessPresence(models.Model):
    """What the gates remember of one person: in which zones, how often, refused when.

    It follows from the events, in the order of their times, and can be made anew from
    them; boxes keep the same for their own gates.
    """

    _name = "community.access.presence"
    _description = "Presence at the Gates"
    _inherit = "community.pen.guard"
    _rec_name = "person"
    _pen = "access_presence"

    person = fields.Char(
        required=True, help="“p” and the id of the holder, else “c” and the band's."
    )
    company_id = fields.Many2one("res.company", required=True, index=True)
    row = fields.Text(required=True, default="{}")
    last_at = fields.Integer(help="Seconds since 1970 of the last event.")

    _person_uniq = models.Constraint(
        "UNIQUE (company_id, person)", "A person is remembered once."
    )

    def init(self):
        stamp_table(self.env.cr, self._table)
