from odoo import api, fields, models
from odoo.fields import Domain

from .res_partner_member import PERSONAL_GROUP

MEMBER_FORM = "community_members.res_partner_view_form_member"
UNIT_FORM = "community_members.res_partner_view_form_unit"
READER_GROUP = "community_members.group_member_reader"


class ResPartner(models.Model):
    """The one screen of a member: its counts, and the ways to it and from it."""

    _inherit = "res.partner"

    member_contact_ids = fields.One2many(
        "res.partner",
        "parent_id",
        "Contacts and Addresses",
        domain=[("unit_type", "=", False)],
        help="Children that are neither branch nor employee.",
    )
    has_birthday_this_month = fields.Boolean(
        compute="_compute_has_birthday_this_month",
        search="_search_has_birthday_this_month",
        groups=PERSONAL_GROUP,
    )
    member_card_count = fields.Integer(
        "Active Cards", compute="_compute_member_card_count"
    )
    relation_count = fields.Integer(
        "Relatives (count)", compute="_compute_relation_count"
    )

    @api.depends("birthdate_date")
    def _compute_has_birthday_this_month(self):
        month = fields.Date.context_today(self).month
        for partner in self:
            born = partner.birthdate_date
            partner.has_birthday_this_month = bool(born) and born.month == month

    def _search_has_birthday_this_month(self, operator, value):
        if operator != "in":
            return NotImplemented
        month = fields.Date.context_today(self).month
        domain = Domain("birthdate_date.month_number", "=", month)
        return domain if True in value else ~domain

    @api.depends("member_card_ids.state")
    def _compute_member_card_count(self):
        groups = self.env["community.member.card"]._read_group(
            [("partner_id", "in", self.ids), ("state", "=", "active")],
            ["partner_id"],
            ["__count"],
        )
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.member_card_count = counts.get(partner._origin.id, 0)

    @api.depends("relation_ids")
    def _compute_relation_count(self):
        groups = self.env["community.member.relation"]._read_group(
            [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
        )
        counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.relation_count = counts.get(partner._origin.id, 0)

    @api.depends_context("short_member_name")
    def _compute_display_name(self):
        """Beside the company itself, employees and branches go by their own name."""
        result = super()._compute_display_name()
        if self.env.context.get("short_member_name"):
            for partner in self.filtered("unit_type"):
                partner.display_name = partner.name
        return result

    def get_formview_id(self, access_uid=None):
        """Wherever a member or a branch is opened from, its own screen comes."""
        users = self.env["res.users"]
        user = users.browse(access_uid) if access_uid else self.env.user
        if len(self) == 1 and user.has_group(READER_GROUP):
            if self.unit_type not in (False, "employee", "subsidiary"):
                return self.env.ref(UNIT_FORM).id
            if self.in_member_register or self.unit_type:
                return self.env.ref(MEMBER_FORM).id
        return super().get_formview_id(access_uid=access_uid)

    def action_open_member(self):
        """From the form of a contact to the screen of the member."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "res.partner",
            "res_id": self.id,
            "view_mode": "form",
            "views": [(self.get_formview_id(), "form")],
        }

    def action_add_to_register(self):
        """Contacts become potential members; whoever is in the register stays."""
        self.check_access("write")
        self.filtered(lambda partner: not partner.in_member_register).write(
            {"in_member_register": True}
        )
        return self.action_open_member() if len(self) == 1 else True

    def action_open_member_cards(self):
        self.ensure_one()
        return self._get_related_action(
            "community_members.community_member_card_action",
            [("partner_id", "=", self.id)],
            {"default_partner_id": self.id},
        )

    def action_open_relations(self):
        self.ensure_one()
        return self._get_related_action(
            "community_members.community_member_relation_action",
            [("partner_id", "=", self.id)],
            {"default_partner_id": self.id},
        )

    def action_open_tree_debts(self):
        """The open invoices behind the balance, down to the last branch."""
        action = self.action_open_tree_invoices()
        unpaid = [
            ("payment_state", "in", ("not_paid", "partial")),
            ("state", "=", "posted"),
        ]
        return action | {"domain": [*action["domain"], *unpaid]}

    def action_open_documents(self):
        """The files of the member and of everything below it."""
        self.ensure_one()
        return self._get_related_action(
            "community_members.ir_attachment_action_documents",
            [("res_model", "=", "res.partner"), ("res_id", "in", self._get_tree_ids())],
            {"default_res_model": "res.partner", "default_res_id": self.id},
        )

    def _get_related_action(self, xmlid, domain, context):
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return action | {"domain": domain, "context": context}
