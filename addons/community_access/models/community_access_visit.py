from odoo import api, fields, models


class CommunityAccessVisit(models.Model):
    """One stay of somebody in a zone, from the passage in to the passage out.

    It follows from the events. A mistake is corrected by an event, which marks the old
    row as reversed and adds a new one.
    """

    _name = "community.access.visit"
    _description = "Visit"
    _inherit = "community.pen.guard"
    _order = "date_in DESC, id DESC"
    _rec_name = "partner_id"
    _pen = "access_visit"

    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    zone_id = fields.Many2one(
        "community.access.zone", required=True, readonly=True, ondelete="restrict"
    )
    site_id = fields.Many2one(related="zone_id.site_id", store=True)
    partner_id = fields.Many2one(
        "res.partner", "Person", readonly=True, ondelete="set null"
    )
    credential_id = fields.Many2one(
        "community.access.credential",
        "Band or Card",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    person = fields.Char("Remembered As", required=True, readonly=True)
    date_in = fields.Datetime("In", required=True, readonly=True)
    date_out = fields.Datetime("Out", readonly=True)
    minutes = fields.Integer(
        compute="_compute_minutes", store=True, aggregator="avg", readonly=True
    )
    paid_until = fields.Datetime(readonly=True)
    tariff_id = fields.Many2one(
        "community.access.tariff", readonly=True, ondelete="restrict"
    )
    right_key = fields.Char(readonly=True)
    end_kind = fields.Selection(
        [
            ("gate", "By the Gate"),
            ("reset", "Forgotten at Night"),
            ("again", "Came In Again"),
            ("staff", "By Staff"),
        ],
        "Ended",
        readonly=True,
    )
    event_in_id = fields.Many2one(
        "community.access.event", readonly=True, index="btree_not_null"
    )
    event_out_id = fields.Many2one(
        "community.access.event", readonly=True, index="btree_not_null"
    )
    is_reversed = fields.Boolean("Corrected", readonly=True)
    correction_id = fields.Many2one(
        "community.access.visit", "Corrected By", readonly=True, index="btree_not_null"
    )
    correction_reason = fields.Char(readonly=True)

    _open_uniq = models.UniqueIndex(
        "(zone_id, person) WHERE date_out IS NULL AND is_reversed IS NOT TRUE",
        "This person is inside already.",
    )
    _out_after_in = models.Constraint(
        "CHECK (date_out IS NULL OR date_out >= date_in)",
        "Nobody leaves before coming in.",
    )
    _inside_index = models.Index(
        "(zone_id) WHERE date_out IS NULL AND is_reversed IS NOT TRUE"
    )
    _partner_index = models.Index("(partner_id, date_in DESC)")
    _zone_index = models.Index("(zone_id, date_in)")
    _company_index = models.Index("(company_id, date_in DESC)")

    @api.depends("date_in", "date_out")
    def _compute_minutes(self):
        for visit in self:
            stay = visit.date_out - visit.date_in if visit.date_out else None
            visit.minutes = stay.total_seconds() // 60 if stay else 0

    def _get_pen_refusal(self):
        return self.env._(
            "Visits follow from what the gates report. Use “Correct” instead."
        )
