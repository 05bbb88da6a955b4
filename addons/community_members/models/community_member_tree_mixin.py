from odoo import api, fields, models


class CommunityMemberTreeMixin(models.AbstractModel):
    """A configurable list with levels: categories, sectors, regions.

    The model that inherits declares ``parent_id``, ``_parent_store = True`` and
    ``_member_field``, the field of ``res.partner`` that points to it.
    """

    _name = "community.member.tree.mixin"
    _description = "Member List with Levels"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, name, id"
    _member_field = None

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Short code, used in imports.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    parent_path = fields.Char(index=True)
    display_name = fields.Char(recursive=True)
    member_count = fields.Integer(compute="_compute_member_count")

    _code_uniq = models.UniqueIndex(
        "(code) WHERE code IS NOT NULL", "Another entry has this code already."
    )

    @api.depends("name", "parent_id.display_name")
    def _compute_display_name(self):
        for entry in self:
            parent = entry.parent_id
            entry.display_name = (
                f"{parent.display_name} / {entry.name}" if parent else entry.name
            )

    def _compute_member_count(self):
        """Members of the entry and of every entry below it."""
        field = self._member_field
        groups = self.env["res.partner"]._read_group(
            [(field, "child_of", self.ids)], [field], ["__count"]
        )
        for entry in self:
            entry.member_count = sum(
                count
                for used, count in groups
                if (used.parent_path or "").startswith(entry.parent_path or "-")
            )

    def action_open_members(self):
        self.ensure_one()
        field = self._member_field
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_members.res_partner_action_members"
        )
        return action | {
            "display_name": self.display_name,
            "domain": [(field, "child_of", self.ids)],
            "context": {"default_in_member_register": True},
        }
