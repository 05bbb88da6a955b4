from odoo import api, fields, models
from odoo.tools import SQL, email_normalize

from ..tools.application_match import code_key, name_key, phone_key

STATES = [
    ("unconfirmed", "E-mail Not Confirmed"),
    ("pending", "To Decide"),
    ("more_info", "More Asked For"),
    ("waiting", "Waiting List"),
    ("accepted", "Accepted"),
    ("rejected", "Rejected"),
    ("withdrawn", "Withdrawn"),
    ("expired", "Expired"),
]
OPEN_STATES = ("pending", "more_info", "waiting")


class CommunityApplication(models.Model):
    """A wish to join, from the website or from the desk, until it is decided."""

    _name = "community.application"
    _description = "Membership Application"
    _inherit = [
        "community.member.card.number.guard",
        "avatar.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "confirmed_at, id"
    _mail_post_access = "read"

    # ------------------------------------------------------------
    # APPLICANT
    # ------------------------------------------------------------

    reference = fields.Char(
        "No.",
        readonly=True,
        copy=False,
        default=lambda self: self.env["ir.sequence"].next_by_code(
            "community.application"
        ),
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    is_company = fields.Boolean("Organisation")
    name = fields.Char(required=True, tracking=True)
    contact_name = fields.Char(
        "Contact Person", help="Who applies in the name of the organisation."
    )
    email = fields.Char("E-mail", tracking=True)
    email_normalized = fields.Char(
        compute="_compute_keys", store=True, index="btree_not_null"
    )
    phone = fields.Char()
    phone_key = fields.Char(compute="_compute_keys", store=True, index="btree_not_null")
    street = fields.Char()
    zip = fields.Char("Postcode")
    city = fields.Char()
    country_id = fields.Many2one("res.country")
    lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(), "Language"
    )
    birthdate_date = fields.Date("Birth Date")
    identity_number = fields.Char("Identity No.")
    vat = fields.Char("Tax No.")
    code_key = fields.Char(compute="_compute_keys", store=True, index="btree_not_null")
    name_key = fields.Char(compute="_compute_keys", store=True)
    message = fields.Text("In Their Own Words")

    # ------------------------------------------------------------
    # WISH
    # ------------------------------------------------------------

    category_id = fields.Many2one(
        "community.member.category",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    application_properties = fields.Properties(
        "Extra Fields", definition="category_id.member_properties_definition"
    )
    referee = fields.Char(help="The member who recommends, as the applicant wrote it.")
    referee_id = fields.Many2one(
        "res.partner",
        "Recommended By",
        index="btree_not_null",
        domain=[("in_member_register", "=", True)],
        help="The same person, found in the register.",
    )
    terms_id = fields.Many2one(
        "community.application.terms",
        "Rules Agreed To",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    consent_at = fields.Datetime("Agreed On", readonly=True, copy=False)
    marketing_mail = fields.Boolean("News by E-mail")
    marketing_sms = fields.Boolean("News by SMS")
    marketing_whatsapp = fields.Boolean("News by WhatsApp")

    # ------------------------------------------------------------
    # COURSE
    # ------------------------------------------------------------

    state = fields.Selection(
        STATES,
        default="pending",
        required=True,
        index=True,
        readonly=True,
        copy=False,
        tracking=True,
        group_expand="_group_expand_state",
    )
    user_id = fields.Many2one(
        "res.users",
        "Handled By",
        index="btree_not_null",
        domain=[("share", "=", False)],
        tracking=True,
        copy=False,
    )
    applicant_partner_id = fields.Many2one(
        "res.partner",
        "Sent By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="The contact who was signed in on the website when this was sent.",
    )
    sent_at = fields.Datetime(
        "Sent On",
        required=True,
        readonly=True,
        copy=False,
        default=fields.Datetime.now,
    )
    confirmed_at = fields.Datetime(
        "Received On",
        readonly=True,
        copy=False,
        default=fields.Datetime.now,
        help="Since when it waits: an application counts once its e-mail is confirmed.",
    )
    waiting_since = fields.Datetime(readonly=True, copy=False)
    waiting_position = fields.Integer(
        "Place on the Waiting List", compute="_compute_waiting_position"
    )
    answered_at = fields.Datetime("Last Answer", readonly=True, copy=False)
    decided_at = fields.Datetime("Decided On", readonly=True, copy=False, index=True)
    decided_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, index="btree_not_null"
    )
    decision_days = fields.Float(
        "Days to Decide",
        compute="_compute_decision_days",
        store=True,
        aggregator="avg",
        digits=(16, 1),
    )
    reason_id = fields.Many2one(
        "community.application.reason", readonly=True, copy=False, ondelete="restrict"
    )
    decision_text = fields.Text(
        "Said to the Applicant", readonly=True, copy=False, tracking=True
    )
    decision_note = fields.Text("Internal Note", readonly=True, copy=False)
    partner_id = fields.Many2one(
        "res.partner",
        "Member",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The record that came of this application.",
    )
    form_key = fields.Char(readonly=True, copy=False)
    is_erased = fields.Boolean(
        "Personal Data Erased", readonly=True, copy=False, index="btree_not_null"
    )
    active = fields.Boolean(default=True)

    _form_key_uniq = models.UniqueIndex(
        "(form_key) WHERE form_key IS NOT NULL", "This application was sent already."
    )
    _inbox = models.Index("(company_id, state, confirmed_at, id)")
    _queue = models.Index(
        "(company_id, category_id, waiting_since, id) WHERE state = 'waiting'"
    )
    _unfinished = models.Index(
        "(company_id, sent_at) WHERE state IN ('unconfirmed', 'expired')"
    )
    _accepted_is_decided = models.Constraint(
        "CHECK (state <> 'accepted' OR decided_at IS NOT NULL)",
        "An accepted application says when it was accepted.",
    )
    _confirmed_counts = models.Constraint(
        "CHECK (state IN ('unconfirmed', 'expired') OR confirmed_at IS NOT NULL)",
        "An application counts only once its e-mail is confirmed.",
    )
    _waiting_has_place = models.Constraint(
        "CHECK (state <> 'waiting' OR waiting_since IS NOT NULL)",
        "Whoever is on the waiting list has a place there.",
    )

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("email", "phone", "identity_number", "vat", "name")
    def _compute_keys(self):
        for application in self:
            number = application.identity_number or application.vat or ""
            application.email_normalized = email_normalize(application.email or "")
            application.phone_key = phone_key(application.phone or "") or False
            application.code_key = code_key(number) or False
            application.name_key = name_key(application.name or "") or False

    @api.depends("decided_at", "confirmed_at")
    def _compute_decision_days(self):
        for application in self:
            start, end = application.confirmed_at, application.decided_at
            spent = (end - start).total_seconds() / 86400 if start and end else 0
            application.decision_days = max(spent, 0)

    @api.depends("name", "reference")
    def _compute_display_name(self):
        for application in self:
            parts = filter(None, (application.reference, application.name))
            application.display_name = " · ".join(parts)

    def _compute_waiting_position(self):
        """The place among those who wait for the same category of the same club."""
        self.flush_model(["state", "waiting_since", "category_id", "company_id"])
        waiting = self.filtered(lambda one: one.state == "waiting" and one.id)
        (self - waiting).waiting_position = 0
        if not waiting:
            return
        rows = self.env.execute_query(
            SQL(
                """
                SELECT mine.id, COUNT(before.id)
                  FROM community_application mine
                  JOIN community_application before
                    ON before.state = 'waiting' AND before.active
                   AND before.company_id = mine.company_id
                   AND before.category_id = mine.category_id
                   AND (before.waiting_since, before.id)
                       <= (mine.waiting_since, mine.id)
                 WHERE mine.id IN %s
              GROUP BY mine.id
                """,
                tuple(waiting._origin.ids),
            )
        )
        places = dict(rows)
        for application in waiting:
            application.waiting_position = places.get(application._origin.id, 0)

    @api.model
    def _group_expand_state(self, states, domain):
        """The inbox has its three columns also when one of them is empty."""
        wanted = {state for state in states if state}
        if self.env.context.get("application_inbox"):
            wanted |= set(OPEN_STATES)
        return [state for state, _label in STATES if state in wanted]
