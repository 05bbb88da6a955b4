from odoo import api, fields, models
from odoo.exceptions import AccessError


class CommunityTicketAbsence(models.Model):
    """When an agent is away: rules pass him over."""

    _name = "community.ticket.absence"
    _description = "Absence of an Agent"
    _inherit = "community.member.card.number.guard"
    _order = "date_from DESC, id DESC"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users",
        "Agent",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    date_from = fields.Datetime("From", required=True, default=fields.Datetime.now)
    date_to = fields.Datetime("Until", help="Empty: until further notice.")
    note = fields.Char()

    _date_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to > date_from)",
        "An absence cannot end before it begins.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        absences = super().create(vals_list)
        absences._check_whose()
        return absences

    def write(self, vals):
        self._check_whose()
        result = super().write(vals)
        self._check_whose()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_others(self):
        self._check_whose()

    def _check_whose(self):
        """:raises AccessError: when an agent writes down the absence of another"""
        if self.env.su or self.env.user.has_group(
            "community_helpdesk.group_helpdesk_manager"
        ):
            return
        if self.user_id - self.env.user:
            raise AccessError(self.env._("Only heads of support say so of others."))

    def action_away(self):
        """I am away from now on."""
        self.check_access("create")
        if not self._get_mine():
            self.create({"user_id": self.env.uid})
        return self._get_notice(self.env._("You are away: you get no new tickets."))

    def action_back(self):
        """I am back."""
        self.check_access("write")
        now = fields.Datetime.now()
        mine = self._get_mine()
        mine.filtered(lambda each: each.date_from >= now).unlink()
        mine.exists().write({"date_to": now})
        return self._get_notice(self.env._("You are back: new tickets may come."))

    def _get_mine(self):
        now = fields.Datetime.now()
        return self.search(
            [
                ("user_id", "=", self.env.uid),
                ("date_from", "<=", now),
                "|",
                ("date_to", "=", False),
                ("date_to", ">", now),
            ]
        )

    def _get_notice(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": message, "type": "success"},
        }
