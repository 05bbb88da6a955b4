from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from .community_ticket import PRIORITIES


class CommunityTicketMacro(models.Model):
    """Steps that are often done together, on one ticket or on many."""

    _name = "community.ticket.macro"
    _description = "Macro"
    _inherit = "community.member.card.number.guard"
    _order = "sequence, name"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True)
    set_type_id = fields.Many2one("community.ticket.type", "Type", ondelete="restrict")
    set_priority = fields.Selection(PRIORITIES, "Priority")
    add_tag_ids = fields.Many2many("community.ticket.tag", string="Add Tags")
    set_group_id = fields.Many2one(
        "community.ticket.group", "Group", ondelete="restrict", check_company=True
    )
    take_it = fields.Boolean("Make It Mine")
    answer_id = fields.Many2one(
        "community.ticket.answer", "Send Answer", ondelete="restrict"
    )
    note = fields.Text("Add Note")
    set_stage_id = fields.Many2one(
        "community.ticket.stage", "Stage", ondelete="restrict"
    )
    summary = fields.Char("What It Does", compute="_compute_summary")

    @api.depends(
        "set_type_id",
        "set_priority",
        "add_tag_ids",
        "set_group_id",
        "take_it",
        "answer_id",
        "note",
        "set_stage_id",
    )
    @api.depends_context("lang")
    def _compute_summary(self):
        for macro in self:
            macro.summary = format_list(macro.env, macro._get_steps())

    def _get_steps(self):
        """What it does, step by step, in words.

        :return: list of str
        """
        self.ensure_one()
        labels = dict(self._fields["set_priority"]._description_selection(self.env))
        steps = [
            (self.set_type_id, self.env._("type %(name)s", name=self.set_type_id.name)),
            (
                self.set_priority,
                self.env._("priority %(name)s", name=labels.get(self.set_priority)),
            ),
            (
                self.add_tag_ids,
                self.env._(
                    "tags %(names)s", names=", ".join(self.add_tag_ids.mapped("name"))
                ),
            ),
            (self.set_group_id, self.env._("to %(name)s", name=self.set_group_id.name)),
            (self.take_it, self.env._("to you")),
            (self.answer_id, self.env._("answer “%(name)s”", name=self.answer_id.name)),
            (self.note, self.env._("a note")),
            (
                self.set_stage_id,
                self.env._("stage %(name)s", name=self.set_stage_id.name),
            ),
        ]
        return [text for value, text in steps if value]

    def _run(self, tickets):
        """Do all of it, or nothing.

        :raises UserError: when there is nothing to do
        """
        self.ensure_one()
        tickets.check_access("write")
        if not self._get_steps():
            raise UserError(self.env._("This macro does nothing yet."))
        values = {
            "type_id": self.set_type_id.id,
            "priority": self.set_priority,
            "group_id": self.set_group_id.id,
            "user_id": self.take_it and self.env.uid,
        }
        values = {name: value for name, value in values.items() if value}
        if self.add_tag_ids:
            values["tag_ids"] = [
                fields.Command.link(tag) for tag in self.add_tag_ids.ids
            ]
        for ticket in tickets:
            self._say(ticket)
        if values:
            tickets.write(values)
        if self.set_stage_id:
            tickets.write({"stage_id": self.set_stage_id.id})

    def _say(self, ticket):
        if self.answer_id:
            ticket.message_post(
                # The text is the club's own, what is filled in is escaped there.
                body=Markup(self.answer_id._fill(ticket)),
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        if self.note:
            ticket.message_post(
                body=self.note, message_type="comment", subtype_xmlid="mail.mt_note"
            )
