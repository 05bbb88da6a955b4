from odoo import api, fields, models

ANSWERS = [
    ("approved", "Approved"),
    ("objected", "Objected"),
    ("automatic", "Approved After the Deadline"),
    ("house", "Approved by Telephone"),
]


class CommunityServiceVersion(models.Model):
    """What was sent to the customer, word for word, and what he answered.

    `content` is frozen and `digest` is its SHA-256; a change of the form makes another
    version. Of the links in the mails only the SHA-256 is kept.
    """

    _name = "community.service.version"
    _description = "Version of an On-Site Form"
    _inherit = "community.pen.guard"
    _pen = "service_form"
    _order = "form_id, version DESC"

    form_id = fields.Many2one(
        "community.service.form", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="form_id.company_id")
    version = fields.Integer(required=True)
    content = fields.Json(required=True)
    digest = fields.Char("SHA-256", required=True)
    email = fields.Char("Sent To", required=True)
    sent_at = fields.Datetime("Sent On", required=True)
    mailed_at = fields.Datetime()
    mail_mail_id = fields.Many2one(
        "mail.mail", "Mail", index="btree_not_null", ondelete="set null"
    )
    mail_error = fields.Char("Mail Not Sent")
    file = fields.Binary("PDF", attachment=True)
    voided_at = fields.Datetime("Void Since")

    answer = fields.Selection(ANSWERS)
    answered_at = fields.Datetime()
    score = fields.Integer(aggregator="avg")
    words = fields.Text("Said by the Customer")

    link_hash = fields.Char(index="btree_not_null", groups="base.group_system")
    reminder_hash = fields.Char(index="btree_not_null", groups="base.group_system")
    link_until = fields.Datetime(groups="base.group_system")
    reminded_at = fields.Datetime()

    _waiting = models.Index("(sent_at) WHERE answer IS NULL AND voided_at IS NULL")
    _unsent = models.Index("(id) WHERE mailed_at IS NULL AND voided_at IS NULL")
    _once = models.UniqueIndex("(form_id, version)", "A version is made once.")
    _one_in_force = models.UniqueIndex(
        "(form_id) WHERE voided_at IS NULL", "One version of a form is in force."
    )
    _score_range = models.Constraint(
        "CHECK (score IS NULL OR score BETWEEN 0 AND 10)", "A score goes from 1 to 10."
    )

    @api.depends("form_id", "version")
    def _compute_display_name(self):
        for each in self:
            each.display_name = f"{each.form_id.number} / {each.version}"

    def _get_pen_refusal(self):
        return self.env._(
            "What was sent to the customer stays as it was. Change the form instead."
        )

    def _is_in_force(self):
        """Whether the customer may still answer."""
        self.ensure_one()
        waits = not self.answer and not self.voided_at
        return waits and self.form_id.state == "sent"
