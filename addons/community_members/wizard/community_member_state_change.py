from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..models.community_member_state_rule import STATE_SELECTION

OPERATIONS = [
    ("suspend", "Suspend"),
    ("lift", "End the suspension"),
    ("resign", "Leave"),
    ("decease", "Record a death"),
    ("by_hand", "Set the state by hand"),
    ("by_rules", "Let the rules decide again"),
]


class CommunityMemberStateChange(models.TransientModel):
    """One small window for everything that happens to a membership but renewal."""

    _name = "community.member.state.change"
    _description = "Change of a Member's State"

    partner_ids = fields.Many2many(
        "res.partner",
        string="Members",
        required=True,
        domain=[("in_member_register", "=", True)],
        default=lambda self: self._default_partner_ids(),
    )
    operation = fields.Selection(
        OPERATIONS, "What Happens", required=True, default="suspend"
    )
    day = fields.Date(required=True, default=fields.Date.context_today)
    last_day = fields.Date(help="Last day of the suspension. Empty: until it is ended.")
    reason_id = fields.Many2one(
        "community.member.reason", domain="[('kind', '=', reason_kind)]"
    )
    reason_kind = fields.Char(compute="_compute_reason_kind")
    state = fields.Selection(STATE_SELECTION, "New State")
    outcome = fields.Text(compute="_compute_outcome", help="What will happen.")

    @api.model
    def _default_partner_ids(self):
        if self.env.context.get("active_model") != "res.partner":
            return False
        return self.env["res.partner"].browse(self.env.context.get("active_ids"))

    @api.depends("operation")
    def _compute_reason_kind(self):
        for change in self:
            is_suspension = change.operation == "suspend"
            change.reason_kind = "suspended" if is_suspension else "resigned"

    @api.onchange("operation")
    def _onchange_operation(self):
        self.reason_id = False

    @api.depends("operation", "day", "last_day", "state", "partner_ids")
    def _compute_outcome(self):
        for change in self:
            change.outcome = change._get_outcome()

    def _get_outcome(self):
        """What will happen, in the words of whoever presses the button."""
        date = format_date(self.env, self.day)
        last = format_date(self.env, self.last_day)
        labels = dict(self._fields["state"]._description_selection(self.env))
        sentences = {
            "suspend": self.env._(
                "From %(date)s to %(last)s there are no rights of a member; then "
                "membership goes on by itself.",
                date=date,
                last=last,
            )
            if self.last_day
            else self.env._(
                "From %(date)s on there are no rights of a member until the "
                "suspension is ended.",
                date=date,
            ),
            "lift": self.env._("The rights of a member are back at once."),
            "resign": self.env._(
                "Membership ends on %(date)s. The record and its history stay.",
                date=date,
            ),
            "decease": self.env._(
                "Membership ends on %(date)s; nothing can be renewed any more.",
                date=date,
            ),
            "by_hand": self.env._(
                "The state is “%(state)s” until somebody lets the rules decide again.",
                state=labels.get(self.state, ""),
            ),
            "by_rules": self.env._("The rules decide at once, and from now on."),
        }
        return sentences.get(self.operation)

    def action_apply(self):
        self.ensure_one()
        self.partner_ids.check_access("write")
        outsiders = self.partner_ids.filtered(lambda p: not p.in_member_register)
        if outsiders:
            raise UserError(
                self.env._(
                    "%(names)s: not in the member register, so there is no state to "
                    "change.",
                    names=", ".join(outsiders.mapped("display_name")),
                )
            )
        for partner in self.partner_ids:
            partner.write(self._prepare_partner_values(partner))
        return {"type": "ir.actions.act_window_close"}

    def _prepare_partner_values(self, partner):
        """The fields of the member that say what happened."""
        if self.operation == "suspend":
            return {
                "membership_suspended_from": self.day,
                "membership_suspended_until": self.last_day,
                "membership_reason_id": self.reason_id.id,
            }
        if self.operation == "lift":
            return self._prepare_lift_values(partner)
        if self.operation == "resign":
            return {
                "membership_resigned_on": self.day,
                "membership_reason_id": self.reason_id.id,
            }
        if self.operation == "decease":
            return {"deceased_on": self.day}
        is_by_hand = self.operation == "by_hand"
        if is_by_hand and not self.state:
            raise UserError(self.env._("Choose the state that you want to set."))
        return {"member_state_override": self.state if is_by_hand else False}

    def _prepare_lift_values(self, partner):
        """Yesterday was the last day; a suspension that never began is forgotten."""
        yesterday = fields.Date.context_today(self) - relativedelta(days=1)
        began = partner.membership_suspended_from
        is_history = began and began <= yesterday
        return {
            "membership_suspended_from": began if is_history else False,
            "membership_suspended_until": yesterday if is_history else False,
            "membership_reason_id": False,
        }
