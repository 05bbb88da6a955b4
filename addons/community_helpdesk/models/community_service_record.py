from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ..tools.service_time import count_billable_seconds

AGENT = "community_helpdesk.group_helpdesk_agent"
KINDS = [
    ("billable", "Billable"),
    ("travel", "Travel"),
    ("warranty", "Warranty"),
    ("internal", "Internal"),
]
STATES = [
    ("running", "Running"),
    ("paused", "Paused"),
    ("saved", "Saved"),
    ("billed", "Billed"),
]
COVERAGES = [
    ("hours", "Included Hours"),
    ("included", "Included"),
    ("none", "To Be Billed"),
    ("free", "Free"),
    ("fee", "Fee of the Visit"),
]


class CommunityServiceRecord(models.Model):
    """Support that an officer gave to a customer: how long, what, and who pays."""

    _name = "community.service.record"
    _description = "Service Record"
    _inherit = [
        "community.member.card.number.guard",
        "community.derived.guard",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date DESC, id DESC"
    _check_company_auto = True
    _rec_names_search = ["partner_id.name", "authorised_name"]

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
    )
    ticket_id = fields.Many2one(
        "community.ticket",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        groups=AGENT,
    )
    status_id = fields.Many2one(
        "community.service.status",
        "Service",
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    user_status_id = fields.Many2one(
        "community.service.user.status",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
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
        index="trigram",
        help="Who received the service: a contact of the customer, or any name.",
    )
    intervention = fields.Text("Intervention Made")
    activity_kind = fields.Selection(
        KINDS, "Kind", required=True, default="billable", tracking=True
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
        tracking=True,
    )

    # What the clock says
    state = fields.Selection(
        STATES, required=True, default="paused", index=True, readonly=True, copy=False
    )
    date = fields.Date(
        default=fields.Date.context_today, required=True, readonly=True, copy=False
    )
    interval_ids = fields.One2many(
        "community.service.interval", "record_id", "Times", readonly=True
    )
    correction_ids = fields.One2many(
        "community.service.correction", "record_id", "Corrections", readonly=True
    )
    seconds = fields.Integer("Total Time", readonly=True, copy=False)
    running_since = fields.Datetime(readonly=True, copy=False)
    hours = fields.Float(readonly=True, copy=False)
    billable_hours = fields.Float(
        readonly=True,
        copy=False,
        help="Rounded as the plan of the contract says.",
    )
    is_forgotten = fields.Boolean("Clock Forgotten", readonly=True, copy=False)
    saved_at = fields.Datetime("Saved On", readonly=True, copy=False)

    _of_officer = models.Index("(user_id, date DESC)")
    _of_account = models.Index("(account_id, date DESC)")

    @api.depends("authorised_id")
    def _compute_authorised_name(self):
        for record in self:
            person = record.authorised_id
            record.authorised_name = person.name or record.authorised_name

    @api.depends("partner_id", "company_id")
    def _compute_contract_id(self):
        known = {}
        for record in self:
            key = (record.partner_id, record.company_id)
            if key not in known:
                known[key] = self._find_contract(*key)
            record.contract_id = known[key]

    @api.depends("partner_id", "date")
    def _compute_display_name(self):
        for record in self:
            day = record.date and format_date(self.env, record.date)
            parts = (record.partner_id.name, day)
            record.display_name = " · ".join(part for part in parts if part)

    @api.constrains("contract_id", "partner_id")
    def _check_contract(self):
        for record in self:
            # sudo: whose contract it is may be told to whoever names it.
            contract, account = record.sudo().contract_id, record.sudo().account_id
            holder = contract.partner_id.commercial_partner_id
            if contract and account != holder:
                raise ValidationError(
                    self.env._("The contract belongs to another customer.")
                )

    @api.model
    def _get_account_domain(self, partner, company):
        """Contracts of a customer, or of the firm he belongs to."""
        people = partner | partner.commercial_partner_id
        domain = Domain("partner_id", "in", people.ids)
        return domain & Domain("company_id", "=", company.id)

    @api.model
    def _find_contract(self, partner, company):
        """The contract in force that pays; one that includes help goes first."""
        # sudo: which contract pays is found whoever gives the service.
        contracts = self.env["community.contract"].sudo()
        if not partner:
            return contracts.sudo(False)
        found = contracts.search(
            self._get_account_domain(partner, company)
            & Domain("state", "in", ("active", "grace", "past_due", "closing")),
            order="id",
        )
        found = found.sorted(
            lambda each: (not each._includes_help(), each.partner_id != partner)
        )
        return found[:1].sudo(False)

    def _settle(self):
        """Hook: what follows from saved time: hours to bill, and what they cost."""
        now = fields.Datetime.now()
        for record in self:
            # sudo: plan and times are read, whoever saves.
            trusted = record.sudo()
            plan = trusted.contract_id.plan_id
            seconds = count_billable_seconds(
                [(each.start, each.stop) for each in trusted.interval_ids],
                now,
                plan.service_round_minutes,
                plan.service_min_minutes,
            )
            billable = record.activity_kind == "billable"
            record._keep(
                {
                    "state": "saved",
                    "saved_at": record.saved_at or now,
                    "billable_hours": seconds / 3600 if billable else 0.0,
                }
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        for record in self:
            if record.saved_at or record.correction_ids:
                raise UserError(
                    self.env._(
                        "%(name)s was saved and stays.", name=record.display_name
                    )
                )
