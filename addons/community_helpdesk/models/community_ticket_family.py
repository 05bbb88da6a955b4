from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .community_ticket_stage import DONE_KINDS


class CommunityTicket(models.Model):
    """A large request and its parts."""

    _inherit = "community.ticket"

    parent_id = fields.Many2one(
        "community.ticket",
        "Part Of",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        copy=False,
        domain="[('id', '!=', id), ('company_id', '=', company_id)]",
    )
    child_ids = fields.One2many("community.ticket", "parent_id", "Parts")
    child_count = fields.Integer(compute="_compute_child_count")
    open_child_count = fields.Integer(compute="_compute_child_count")

    @api.depends_context("uid")
    @api.depends("child_ids.stage_kind")
    def _compute_child_count(self):
        self.check_access("read")
        rows = self._read_group(
            [("parent_id", "in", self.ids)], ["parent_id", "stage_kind"], ["__count"]
        )
        for ticket in self:
            mine = [row for row in rows if row[0] == ticket._origin]
            ticket.child_count = sum(count for _ticket, _kind, count in mine)
            ticket.open_child_count = sum(
                count for _ticket, kind, count in mine if kind not in DONE_KINDS
            )

    @api.constrains("parent_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("A ticket cannot be a part of itself, or of its parts.")
            )

    @api.constrains("parent_id", "group_id")
    def _check_confidential_family(self):
        """The name of the whole stands on its parts: nobody else may have them."""
        # sudo: groups of tickets that one does not see.
        for ticket in self.sudo():
            pairs = [(ticket, ticket.parent_id)] if ticket.parent_id else []
            pairs += [(part, ticket) for part in ticket.child_ids]
            for part, whole in pairs:
                kinds = (part.visibility, whole.visibility)
                if "confidential" in kinds and part.group_id != whole.group_id:
                    raise ValidationError(
                        self.env._("Parts of a confidential ticket stay in its group.")
                    )

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        tickets._check_parent_seen()
        return tickets

    def write(self, vals):
        if vals.get("stage_id"):
            stage = self.env["community.ticket.stage"].browse(vals["stage_id"])
            if stage.kind in DONE_KINDS:
                self._check_parts_done()
        result = super().write(vals)
        if vals.get("parent_id"):
            self._check_parent_seen()
        return result

    def _check_parent_seen(self):
        """:raises AccessError: for a parent that one does not see"""
        if not self.env.su and self.parent_id:
            self.parent_id.check_access("read")

    def _check_parts_done(self):
        """:raises UserError: as long as a part is open"""
        # sudo: parts that one does not see keep it open, too.
        for ticket in self.sudo():
            waiting = ticket.child_ids.filtered(
                lambda each: each.stage_kind not in DONE_KINDS
            )
            if waiting and ticket.stage_kind not in DONE_KINDS:
                raise UserError(
                    self.env._(
                        "%(count)s parts of %(name)s are open. Solve them first.",
                        count=len(waiting),
                        name=ticket.display_name,
                    )
                )

    def action_view_parts(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Parts"),
            "res_model": self._name,
            "views": [(False, "list"), (False, "form")],
            "domain": [("parent_id", "=", self.id)],
            "context": self._get_part_defaults(),
        }

    def _get_part_defaults(self):
        """A part begins with the customer and the group of the whole."""
        return {
            "default_parent_id": self.id,
            "default_company_id": self.company_id.id,
            "default_partner_id": self.partner_id.id,
            "default_group_id": self.group_id.id,
            "default_type_id": self.type_id.id,
        }

    def action_new_part(self):
        """A part of this ticket, not yet saved."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New Part"),
            "res_model": self._name,
            "views": [(False, "form")],
            "context": self._get_part_defaults(),
        }
