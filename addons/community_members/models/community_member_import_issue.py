from odoo import api, fields, models

from .community_member_import_messages import LEVELS, MESSAGES, MESSAGES_OF_FILE


class CommunityMemberImportIssue(models.Model):
    """What is wrong with one row of a register file, and what to do about it."""

    _name = "community.member.import.issue"
    _description = "Message of an Import of Members"
    _order = "import_id, line, id"
    _rec_name = "message"
    _log_access = False

    import_id = fields.Many2one(
        "community.member.import", required=True, index=True, ondelete="cascade"
    )
    line = fields.Integer("Row")
    level = fields.Selection(LEVELS, required=True)
    code = fields.Char("Kind", required=True)
    column = fields.Char("Column Key")
    value = fields.Char("Found")
    heading = fields.Char("Column")
    message = fields.Char(compute="_compute_message")

    @api.depends("code", "column", "value")
    @api.depends_context("lang")
    def _compute_message(self):
        translate = self.env._
        for issue in self:
            text = translate(MESSAGES[issue.code])
            issue.message = text % {"value": issue.value or ""}

    @api.model
    def _get_file_message(self, code, details):
        """The sentence about a file that cannot be read at all."""
        translate = self.env._
        return translate(MESSAGES_OF_FILE[code]) % details
