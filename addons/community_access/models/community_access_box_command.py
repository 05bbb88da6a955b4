from datetime import timedelta

from odoo import api, fields, models

from ..tools import box_report

# So long after its time an answer may still come with the events of the box.
ANSWER_MINUTES = 2


class CommunityAccessBoxCommand(models.Model):
    """What the server told a box to do, who wanted it, and what became of it."""

    _name = "community.access.box.command"
    _description = "Command to an IoT Box"
    _inherit = "community.pen.guard"
    _order = "id DESC"
    _rec_name = "uuid"
    _pen = "access_box_command"

    uuid = fields.Char("Number", required=True, index=True)
    box_id = fields.Many2one(
        "community.access.box", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="box_id.company_id", store=True, index=True)
    device = fields.Char(required=True)
    seq = fields.Float("Place", digits=(16, 0), required=True)
    do = fields.Selection(
        [
            ("open", "Open Once"),
            ("free", "Free Passage"),
            ("closed", "Close"),
            ("normal", "Normal"),
            ("fire_reset", "Reset After Fire"),
            ("locker_open", "Open a Locker"),
            ("locker_release_all", "Release All Lockers"),
        ],
        "Command",
        required=True,
    )
    side = fields.Selection([("in", "In"), ("out", "Out")])
    args = fields.Json("Details")
    issued_at = fields.Datetime("Sent", required=True)
    valid_until = fields.Datetime(required=True)
    user_id = fields.Many2one("res.users", "By", index="btree_not_null")
    reason = fields.Char()
    state = fields.Selection(
        [
            ("sent", "Sent"),
            ("done", "Done"),
            ("refused", "Refused"),
            ("expired", "No Answer"),
        ],
        default="sent",
        required=True,
    )
    answered_at = fields.Datetime("Answered")
    answer = fields.Char(help="Why the box refused.")

    _uuid_uniq = models.Constraint("UNIQUE (uuid)", "A command is sent once.")

    @api.model
    def _mark_answers(self, box, reports):
        """What became of commands, as the events of a box tell."""
        answers = {}
        for report in reports if isinstance(reports, list) else ():
            data = report.get("data") if isinstance(report, dict) else None
            number = data.get("command") if isinstance(data, dict) else None
            if isinstance(number, str) and number:
                is_refused = report.get("kind") == "command_refused"
                answers[number] = (
                    ("refused", box_report.text(data.get("why")))
                    if is_refused
                    else ("done", "")
                )
        waiting = self._with_pen().search(
            [
                ("box_id", "=", box.id),
                ("uuid", "in", list(answers)),
                ("state", "in", ["sent", "expired"]),
            ]
        )
        for command in waiting:
            state, why = answers[command.uuid]
            now = fields.Datetime.now()
            command.write({"state": state, "answer": why, "answered_at": now})

    @api.model
    def _cron_expire(self):
        """No answer came: the box was away, and will not carry it out any more."""
        late = fields.Datetime.now() - timedelta(minutes=ANSWER_MINUTES)
        silent = self.search([("state", "=", "sent"), ("valid_until", "<", late)])
        silent._with_pen().write({"state": "expired"})
        return True
