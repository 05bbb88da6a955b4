from odoo import fields, models
from odoo.tools import SQL

STEPS = [
    ("1_sent", "Sent"),
    ("2_confirmed", "E-mail Confirmed"),
    ("3_decided", "Decided"),
    ("4_accepted", "Accepted"),
    ("5_member", "Member Today"),
]


class CommunityApplicationFunnel(models.Model):
    """One row for each step that an application has reached: a funnel to be counted."""

    _name = "community.application.funnel"
    _description = "Funnel of Applications"
    _auto = False
    _order = "sent_on DESC, id"
    _rec_name = "application_id"

    application_id = fields.Many2one("community.application", readonly=True)
    step = fields.Selection(STEPS, "Step Reached", readonly=True)
    state = fields.Selection(related="application_id.state")
    category_id = fields.Many2one("community.member.category", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    sent_on = fields.Datetime(readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    decision_days = fields.Float("Days to Decide", readonly=True, aggregator="avg")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT application.id * 8 + reached.number AS id,
                   application.id AS application_id, reached.step,
                   application.category_id, application.company_id,
                   application.sent_at AS sent_on, application.country_id,
                   CASE WHEN application.decided_at IS NOT NULL
                        THEN application.decision_days END AS decision_days
              FROM community_application application
         LEFT JOIN res_partner member ON member.id = application.partner_id
                   CROSS JOIN LATERAL (VALUES
                       (1, '1_sent', TRUE),
                       (2, '2_confirmed', application.confirmed_at IS NOT NULL),
                       (3, '3_decided', application.decided_at IS NOT NULL),
                       (4, '4_accepted', application.state = 'accepted'),
                       (5, '5_member', application.state = 'accepted'
                           AND member.is_member)
                   ) reached(number, step, is_reached)
             WHERE reached.is_reached
            """
        )
