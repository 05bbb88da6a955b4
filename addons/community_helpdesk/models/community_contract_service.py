from odoo import api, fields, models

from ..tools.service_time import get_excess, get_warning

HOURS = "service_hours"


class CommunityContract(models.Model):
    """Hours of help: how many are included, used and left in this period."""

    _inherit = "community.contract"

    service_hours_included = fields.Float(
        "Included Hours", compute="_compute_service_hours"
    )
    service_hours_used = fields.Float("Used Hours", compute="_compute_service_hours")
    service_hours_left = fields.Float("Hours Left", compute="_compute_service_hours")
    service_hours_percent = fields.Float(
        "Hours Used (%)", compute="_compute_service_hours"
    )
    service_hours_unlimited = fields.Boolean(compute="_compute_service_hours")

    service_burnt_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="Written before hours burn, so that two officers at once count each "
        "other's.",
    )

    @api.depends_context("uid")
    def _compute_service_hours(self):
        self.check_access("read")
        today = fields.Date.context_today(self)
        for contract in self:
            if not contract._origin or not contract._burns_hours():
                included, used = 0.0, 0.0
            else:
                included = contract._get_allowance(HOURS, today)
                used = contract._get_usage(HOURS, today)
            contract.service_hours_unlimited = included is None
            included = included or 0.0
            contract.service_hours_included = included
            contract.service_hours_used = used
            contract.service_hours_left = max(0.0, included - used)
            contract.service_hours_percent = used / included * 100 if included else 0.0

    def _burns_hours(self):
        """Whether the plan says anything about hours of help."""
        self.ensure_one()
        # sudo: what is included is known to whoever gives it.
        return HOURS in self.sudo().plan_id.allowance_ids.mapped("kind")

    def _say_service_hours(self):
        """Hours left in words, as beside the clock."""
        self.ensure_one()
        if not self._burns_hours():
            return ""
        if self.service_hours_unlimited:
            return self.env._("No limit")
        return self.env._(
            "%(left).2f of %(included).2f",
            left=self.service_hours_left,
            included=self.service_hours_included,
        )

    def _get_billable_usage(self, kind, quantity, date):
        """Hours taken back give back what they had cost."""
        if kind != HOURS or quantity >= 0:
            return super()._get_billable_usage(kind, quantity, date)
        included = self._get_allowance(kind, date)
        if included is None:
            return 0.0
        return get_excess(quantity, self._get_usage(kind, date), included)

    def _burn_hours(self, hours, date, origin):
        """Burn hours, once for an origin, and warn when they run out."""
        self.ensure_one()
        # sudo: the row is locked and written, whoever burns.
        self.sudo().service_burnt_at = fields.Datetime.now()
        self.flush_recordset(["service_burnt_at"])
        before = self._get_usage(HOURS, date)
        self._add_usage(HOURS, hours, date, origin)
        included = self._get_allowance(HOURS, date)
        if included:
            level = get_warning(before, self._get_usage(HOURS, date), included)
            if level:
                self._warn_of_hours(level, included)

    def _warn_of_hours(self, level, included):
        """An activity for who answers for the contract."""
        # sudo: the warning is for somebody else.
        contract = self.sudo()
        people = contract.user_id | self.env.user
        officer = people.filtered(contract._is_seen_by)[:1]
        if not officer:
            return
        contract.activity_schedule(
            "community_helpdesk.mail_activity_type_hours",
            summary=self.env._(
                "%(level)s %% of %(included)g included hours are used",
                level=level,
                included=included,
            ),
            user_id=officer.id,
        )

    def _is_seen_by(self, user):
        self.ensure_one()
        if not user.active or self.company_id not in user.company_ids:
            return False
        seen = self.with_user(user)
        seen = seen.with_context(allowed_company_ids=self.company_id.ids)
        return seen.has_access("read")

    def action_open_service_records(self):
        """The service that the contract paid for."""
        self.ensure_one()
        self.check_access("read")
        self.env["community.service.record"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_helpdesk.community_service_record_action"
        )
        return action | {
            "name": self.display_name,
            "domain": [("contract_id", "=", self.id)],
            "context": {
                "default_partner_id": self.partner_id.id,
                "default_contract_id": self.id,
            },
        }
