from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ..tools.assignment import Wish
from ..tools.routing import RuleFacts, split_words
from .community_ticket import CHANNELS, PRIORITIES
from .community_ticket_coverage import COVERAGES
from .community_ticket_group_member import SENIORITIES

ASSIGN_WAYS = [
    ("none", "To nobody; agents take them"),
    ("balanced", "To whom has the least to do"),
    ("turns", "In turns"),
    ("senior", "To the most experienced first"),
]


class CommunityTicketRule(models.Model):
    """Which tickets go to which group, and to which of its agents.

    Rules are looked at in their order; the first that fits takes the ticket.
    """

    _name = "community.ticket.rule"
    _description = "Routing Rule"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(
        default=False, help="Try a rule on past tickets, then switch it on."
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )

    # If
    type_ids = fields.Many2many("community.ticket.type", string="Types")
    priority_from = fields.Selection(
        PRIORITIES, "Priority at Least", required=True, default="0"
    )
    tag_ids = fields.Many2many("community.ticket.tag", string="Tags")
    needs_all_tags = fields.Boolean("All of the Tags")
    words = fields.Text(
        "Words in the Subject",
        help="Any of them, one a line or with commas between. Endings and accents do "
        "not matter: fatura finds FATURAM.",
    )
    lang_ids = fields.Many2many("res.lang", string="Languages")
    organisation_ids = fields.Many2many(
        "res.partner",
        "community_ticket_rule_organisation_rel",
        string="Organisations",
        domain=[("is_company", "=", True)],
    )
    only_vip = fields.Boolean("Important Customers Only")
    mail_domains = fields.Char(help="Such as abcholding.com; with commas between.")
    channel = fields.Selection(CHANNELS)
    coverage = fields.Selection(COVERAGES)
    when = fields.Selection(
        [("inside", "Inside of"), ("outside", "Outside of")], "Came In"
    )
    calendar_id = fields.Many2one(
        "resource.calendar", "Working Hours", check_company=True, ondelete="restrict"
    )

    # Then
    group_id = fields.Many2one(
        "community.ticket.group",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    assign_way = fields.Selection(
        ASSIGN_WAYS, "To Which Agent", help="Empty: as the group does."
    )
    skill_ids = fields.Many2many("community.ticket.skill", string="Who Knows")
    seniority_from = fields.Selection(
        SENIORITIES, "Seniority at Least", required=True, default="1"
    )
    needs_lang = fields.Boolean(
        "Answers in the Customer's Language",
        help="Without it, who does goes first, and others follow.",
    )
    set_priority = fields.Selection(PRIORITIES, "Raise Priority To")
    add_tag_ids = fields.Many2many(
        "community.ticket.tag", "community_ticket_rule_add_tag_rel", string="Add Tags"
    )
    log_ids = fields.One2many("community.ticket.rule.log", "rule_id", "What It Did")
    routed_count = fields.Integer("Tickets Routed", compute="_compute_routed_count")

    @api.constrains("when", "calendar_id")
    def _check_when(self):
        for rule in self:
            if rule.when and not rule.calendar_id:
                raise ValidationError(
                    self.env._("Choose the working hours for %(name)s.", name=rule.name)
                )

    def _compute_routed_count(self):
        self.check_access("read")
        groups = self.env["community.ticket.rule.log"]._read_group(
            [("rule_id", "in", self.ids)], ["rule_id"], ["__count"]
        )
        counts = {rule.id: count for rule, count in groups}
        for rule in self:
            rule.routed_count = counts.get(rule.id, 0)

    def action_try(self):
        """What it would have done with past tickets."""
        self.ensure_one()
        self.check_access("write")
        trial = self.env["community.ticket.rule.trial"].create({"rule_id": self.id})
        return trial._reopen()

    # ------------------------------------------------------------
    # FACTS
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self.env.registry.clear_cache()
        return rules

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    @tools.ormcache("company_id")
    def _get_rules(self, company_id):
        """The rules in force of a company, ready to be applied.

        :return: tuple of (RuleFacts, Wish, way or "")
        """
        # sudo: rules apply to whoever makes a ticket.
        rules = self.sudo().search([("company_id", "=", company_id)])
        return tuple(rule._get_facts() for rule in rules)

    def _get_facts(self):
        """What the pure functions need.

        :return: (RuleFacts, Wish, way or "")
        """
        self.ensure_one()
        domains = (self.mail_domains or "").lower().replace("@", "").split(",")
        facts = RuleFacts(
            rule_id=self.id,
            group_id=self.group_id.id,
            type_ids=frozenset(self.type_ids.ids),
            priority_from=int(self.priority_from),
            tag_ids=frozenset(self.tag_ids.ids),
            needs_all_tags=self.needs_all_tags,
            words=split_words(self.words or ""),
            langs=frozenset(self.lang_ids.mapped("code")),
            organisation_ids=frozenset(self.organisation_ids.ids),
            only_vip=self.only_vip,
            mail_domains=frozenset(filter(None, map(str.strip, domains))),
            channels=frozenset(filter(None, [self.channel])),
            coverages=frozenset(filter(None, [self.coverage])),
            when=self.when or "",
            calendar_id=self.calendar_id.id or 0,
        )
        wish = Wish(
            skill_ids=frozenset(self.skill_ids.ids),
            seniority_from=int(self.seniority_from),
            needs_lang=self.needs_lang,
        )
        return facts, wish, self.assign_way or ""
