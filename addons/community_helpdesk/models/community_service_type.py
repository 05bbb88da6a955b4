from odoo import api, fields, models

from ..tools.service_form import Question
from .community_service_record import KINDS


class CommunityServiceType(models.Model):
    """A service given at the customer's: its worksheet, its fee, what it asks for."""

    _name = "community.service.type"
    _description = "On-Site Service Type"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one("res.company", index=True)
    description = fields.Text(
        "What to Do", translate=True, help="Shown to the officer on a planned visit."
    )
    status_id = fields.Many2one(
        "community.service.status",
        "Service",
        required=True,
        ondelete="restrict",
        check_company=True,
        help="The service that the record gets when the form is closed.",
    )
    activity_kind = fields.Selection(
        KINDS,
        "Time Without a Fee",
        required=True,
        default="billable",
        help="Billable time burns the hours of the contract, or is billed by the hour.",
    )
    product_id = fields.Many2one(
        "product.product",
        "Product of the Fee",
        ondelete="restrict",
        check_company=True,
        domain=[("type", "=", "service")],
        help="Empty: the product for hours of service of the settings.",
    )
    fee = fields.Float(
        "Usual Fee",
        digits="Product Price",
        help="In the currency of the company; the officer may change it.",
    )
    duration = fields.Float("Usual Duration (Hours)", default=1.0)
    needs_signature = fields.Boolean("Customer Signs", default=True)
    needs_photo = fields.Boolean("Photo Needed")
    skill_ids = fields.Many2many("community.ticket.skill", string="Skills Needed")
    question_ids = fields.One2many(
        "community.service.question", "type_id", "Worksheet", copy=True
    )

    _name_uniq = models.UniqueIndex(
        "(name, COALESCE(company_id, 0))", "There is a service type of this name."
    )
    _fee_not_negative = models.Constraint(
        "CHECK (fee >= 0 AND duration >= 0)", "Fee and duration are not negative."
    )

    @api.model
    def _get_for_company(self, company):
        return self.search([("company_id", "in", (company.id, False))])

    def _get_questions(self):
        """The worksheet, as the pure decisions know it.

        :return: list of Question
        """
        self.ensure_one()
        return [
            Question(
                question.id,
                question.kind,
                question.is_required,
                tuple(question._get_choices()),
            )
            for question in self.question_ids
        ]

    def _tell_phone(self):
        """What the officer's phone knows of these types.

        :return: list of dict
        """
        return [
            {
                "id": each.id,
                "name": each.name,
                "fee": each.fee,
                "needs_signature": each.needs_signature,
                "needs_photo": each.needs_photo,
                "questions": [
                    {
                        "id": question.id,
                        "name": question.name,
                        "kind": question.kind,
                        "choices": question._get_choices(),
                        "is_required": question.is_required,
                    }
                    for question in each.question_ids
                ],
            }
            for each in self
        ]
