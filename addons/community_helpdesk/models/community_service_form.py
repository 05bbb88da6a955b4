from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .community_service_record import AGENT

STATES = [
    ("planned", "Planned"),
    ("draft", "Draft"),
    ("sent", "Sent"),
    ("approved", "Approved by Customer"),
    ("objected", "Objected"),
    ("closed", "Closed"),
    ("cancelled", "Cancelled"),
]


class CommunityServiceForm(models.Model):
    """A service at the customer's, from the plan to the approved form."""

    _name = "community.service.form"
    _description = "On-Site Service Form"
    _inherit = [
        "community.member.card.number.guard",
        "community.derived.guard",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_from DESC, id DESC"
    _rec_name = "number"
    _rec_names_search = ["number", "partner_id.name", "serial"]
    _check_company_auto = True

    number = fields.Char(readonly=True, copy=False, index="trigram", default="")
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Service Officer",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        tracking=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    account_id = fields.Many2one(
        related="partner_id.commercial_partner_id",
        string="Account",
        store=True,
        precompute=True,
        index=True,
    )
    region_id = fields.Many2one(
        related="partner_id.member_region_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    email = fields.Char(
        "E-mail",
        compute="_compute_email",
        store=True,
        readonly=False,
        precompute=True,
        help="The form and the link to approve it go to this address.",
    )
    type_id = fields.Many2one(
        "community.service.type",
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    ticket_id = fields.Many2one(
        "community.ticket",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        groups=AGENT,
    )
    contract_id = fields.Many2one(
        "community.contract",
        compute="_compute_contract_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )

    task = fields.Text("What to Do")

    # What was done
    authorised_id = fields.Many2one(
        "res.partner",
        "Contact",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('id', 'child_of', account_id)]",
    )
    authorised_name = fields.Char(
        "Authorised Person",
        compute="_compute_authorised_name",
        store=True,
        readonly=False,
        precompute=True,
        help="Who received the service: a contact of the customer, or any name.",
    )
    serial = fields.Char(
        "Device", index="trigram", help="Serial number of the device that was served."
    )
    date_from = fields.Datetime(
        "Start", required=True, index=True, default=lambda self: fields.Datetime.now()
    )
    date_to = fields.Datetime("End")
    arrived_at = fields.Datetime("Arrived")
    departed_at = fields.Datetime("Left")
    latitude = fields.Float("Latitude at Arrival", digits=(9, 6))
    longitude = fields.Float("Longitude at Arrival", digits=(9, 6))
    travel_km = fields.Float("Kilometres")
    currency_id = fields.Many2one(related="company_id.currency_id")
    fee = fields.Monetary(
        compute="_compute_fee",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Filled in when the service is paid; invoiced once the form is closed.",
    )
    result = fields.Text()
    note = fields.Text(help="A reminder for the house; the customer does not see it.")
    answer_ids = fields.One2many(
        "community.service.answer",
        "form_id",
        "Worksheet",
        compute="_compute_answer_ids",
        store=True,
        readonly=False,
    )
    part_ids = fields.One2many("community.service.part", "form_id", "Parts Used")
    photo_ids = fields.One2many("community.service.photo", "form_id", "Photos")
    signature = fields.Image(max_width=1200, max_height=600, copy=False)
    signed_by = fields.Char(copy=False)

    state = fields.Selection(
        STATES,
        required=True,
        default=lambda self: self._get_first_state(),
        readonly=True,
        copy=False,
        index=True,
    )
    _of_officer = models.Index("(user_id, state, date_from)")
    _of_account = models.Index("(account_id, date_from DESC)")
    _amounts = models.Constraint(
        "CHECK (COALESCE(fee, 0) >= 0 AND COALESCE(travel_km, 0) >= 0)",
        "Fee and kilometres are not negative.",
    )

    @api.model
    def _get_first_state(self):
        """The plan makes planned visits; whoever writes a form begins a draft."""
        return "planned" if self.env.context.get("community_plan_visit") else "draft"

    @api.depends("partner_id")
    def _compute_email(self):
        for form in self:
            person = form.partner_id
            form.email = person.email or person.commercial_partner_id.email

    @api.depends("authorised_id")
    def _compute_authorised_name(self):
        for form in self:
            form.authorised_name = form.authorised_id.name or form.authorised_name

    @api.depends("type_id")
    def _compute_fee(self):
        for form in self:
            form.fee = form.type_id.fee

    @api.depends("partner_id", "company_id")
    def _compute_contract_id(self):
        records = self.env["community.service.record"]
        for form in self:
            form.contract_id = records._find_contract(form.partner_id, form.company_id)

    @api.depends("type_id")
    def _compute_answer_ids(self):
        """The worksheet of the type; answers that are there stay."""
        for form in self:
            asked = form.type_id.question_ids
            known = form.answer_ids.question_id
            steps = [
                (2, answer.id)
                for answer in form.answer_ids
                if answer.question_id not in asked
            ]
            steps += [(0, 0, {"question_id": each.id}) for each in asked - known]
            form.answer_ids = steps

    @api.depends("number", "partner_id")
    def _compute_display_name(self):
        for form in self:
            parts = (form.number, form.partner_id.name)
            form.display_name = " · ".join(part for part in parts if part)

    @api.constrains("date_from", "date_to", "arrived_at", "departed_at")
    def _check_times(self):
        for form in self:
            for start, stop in (
                (form.date_from, form.date_to),
                (form.arrived_at, form.departed_at),
            ):
                if start and stop and stop < start:
                    raise ValidationError(
                        self.env._("A service cannot end before it begins.")
                    )

    @api.constrains("contract_id", "partner_id")
    def _check_contract(self):
        for form in self:
            # sudo: whose contract it is may be told to whoever names it.
            contract, account = form.sudo().contract_id, form.sudo().account_id
            if contract and contract.partner_id.commercial_partner_id != account:
                raise ValidationError(
                    self.env._("The contract belongs to another customer.")
                )
