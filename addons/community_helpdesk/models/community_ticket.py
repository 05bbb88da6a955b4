from odoo import api, fields, models

PRIORITIES = [("0", "Low"), ("1", "Normal"), ("2", "High"), ("3", "Urgent")]
CHANNELS = [
    ("mail", "E-mail"),
    ("portal", "Portal"),
    ("website", "Website"),
    ("phone", "Phone"),
    ("backend", "Desk"),
    ("visit", "On Site"),
]


class CommunityTicket(models.Model):
    """A request of a member or customer, from the first word to its end."""

    _name = "community.ticket"
    _description = "Ticket"
    _inherit = [
        "community.member.card.number.guard",
        "community.derived.guard",
        "portal.mixin",
        "mail.thread.cc",
        "mail.activity.mixin",
    ]
    _order = "priority DESC, id DESC"
    _rec_names_search = ["name", "number"]
    _check_company_auto = True
    _mail_post_access = "read"
    _primary_email = "email_from"

    name = fields.Char("Subject", required=True, index="trigram", tracking=True)
    number = fields.Char(
        readonly=True, required=True, copy=False, default="/", index="trigram"
    )
    description = fields.Html(sanitize_attributes=True, sanitize_form=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    type_id = fields.Many2one(
        "community.ticket.type", index=True, ondelete="restrict", tracking=True
    )
    properties = fields.Properties(definition="type_id.properties_definition")
    priority = fields.Selection(
        PRIORITIES, required=True, default="1", index=True, tracking=True
    )
    tag_ids = fields.Many2many("community.ticket.tag", string="Tags")
    stage_id = fields.Many2one(
        "community.ticket.stage",
        required=True,
        index=True,
        ondelete="restrict",
        copy=False,
        tracking=True,
        group_expand="_read_group_expand_full",
        default=lambda self: self.env["community.ticket.stage"]._get_first("new"),
    )
    stage_kind = fields.Selection(
        related="stage_id.kind", string="Standing", store=True, precompute=True
    )
    channel = fields.Selection(
        CHANNELS,
        required=True,
        default="backend",
        index=True,
        readonly=True,
        copy=False,
    )

    # Who asks
    partner_id = fields.Many2one(
        "res.partner", "Requester", index=True, ondelete="restrict", tracking=True
    )
    about_partner_id = fields.Many2one(
        "res.partner",
        "About",
        index="btree_not_null",
        ondelete="restrict",
        help="For whom it is asked, when somebody asks for another.",
    )
    organisation_id = fields.Many2one(
        "res.partner",
        compute="_compute_organisation_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        domain=[("is_company", "=", True)],
    )
    email_from = fields.Char("E-mail", index="btree_not_null")
    phone = fields.Char()
    lang = fields.Char("Language", compute="_compute_lang", store=True, precompute=True)
    viewer_ids = fields.Many2many(
        "res.partner",
        "community_ticket_viewer_rel",
        string="Also Seen By",
        help="Persons outside the organisation who follow it on the portal.",
    )
    is_private = fields.Boolean(
        "Private",
        help="Only the requester and whom he names see it, whatever the "
        "organisation shares.",
    )

    # Who helps
    group_id = fields.Many2one(
        "community.ticket.group",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    visibility = fields.Selection(
        related="group_id.visibility", store=True, precompute=True
    )
    user_id = fields.Many2one(
        "res.users",
        "Agent",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
        domain=[("share", "=", False)],
    )

    # When
    first_answer_at = fields.Datetime("First Answer", readonly=True, copy=False)
    customer_wrote_at = fields.Datetime(readonly=True, copy=False)
    agent_wrote_at = fields.Datetime(readonly=True, copy=False)
    stage_since = fields.Datetime(
        readonly=True, copy=False, default=fields.Datetime.now
    )
    solved_at = fields.Datetime("Solved On", readonly=True, copy=False)
    closed_at = fields.Datetime("Closed On", readonly=True, copy=False)
    reopen_count = fields.Integer("Reopened", readonly=True, copy=False)

    _came = models.Index("(company_id, create_date)")
    _done = models.Index("(company_id, solved_at) WHERE solved_at IS NOT NULL")
    _agents_list = models.Index("(company_id, stage_kind, priority DESC, id DESC)")
    _number_uniq = models.UniqueIndex(
        "(number, company_id) WHERE number <> '/'", "Another ticket has this number."
    )

    @api.depends("partner_id")
    def _compute_organisation_id(self):
        for ticket in self:
            commercial = ticket.partner_id.commercial_partner_id
            ticket.organisation_id = commercial if commercial.is_company else False

    @api.depends("partner_id.lang")
    def _compute_lang(self):
        for ticket in self:
            ticket.lang = ticket.partner_id.lang or False

    @api.depends("number", "name")
    def _compute_display_name(self):
        for ticket in self:
            known = ticket.number and ticket.number != "/"
            ticket.display_name = (
                f"{ticket.number} {ticket.name or ''}" if known else ticket.name
            )

    def _compute_access_url(self):
        result = super()._compute_access_url()
        for ticket in self:
            ticket.access_url = f"/my/tickets/{ticket.id}"
        return result
