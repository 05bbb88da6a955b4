from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_amount, format_date

from .res_partner_finance import FINANCE_GROUP
from .res_partner_member import PERSONAL_GROUP

DAYS_BEFORE_END = 30
FULL_AGE = 18


class ResPartner(models.Model):
    """What the person at the desk must know before speaking to the member."""

    _inherit = "res.partner"

    member_alerts = fields.Json(
        "Alerts",
        compute="_compute_member_alerts",
        groups=PERSONAL_GROUP,
    )

    @api.depends(
        "birthdate_date",
        "guardian_id",
        "in_member_register",
        "is_company",
        "is_member",
        "member_card_ids.state",
        "member_category_id",
        "member_state",
        "member_state_override",
        "membership_end",
        "membership_suspended_until",
    )
    @api.depends_context("company", "lang", "uid")
    def _compute_member_alerts(self):
        sees_money = self.env.user.has_group(FINANCE_GROUP)
        today = fields.Date.context_today(self)
        for partner in self:
            alerts = partner._get_money_alerts() if sees_money else []
            if partner.in_member_register and partner.member_state != "deceased":
                alerts += partner._get_standing_alerts(today)
                alerts += partner._get_record_alerts(today)
            partner.member_alerts = alerts

    @api.model
    def _prepare_alert(self, code, level, icon, text):
        """:param level: "danger", "warning" or "info", the words of Bootstrap"""
        return {"code": code, "level": level, "icon": icon, "text": text}

    def _get_money_alerts(self):
        alerts = []
        if self.currency_id.compare_amounts(self.member_overdue, 0) > 0:
            amount = format_amount(self.env, self.member_overdue, self.currency_id)
            text = self.env._("Overdue: %(amount)s", amount=amount)
            alerts.append(self._prepare_alert("overdue", "danger", "fa-money", text))
        limit = self.use_partner_credit_limit and self.credit_limit
        if limit and self.member_balance > limit:
            amount = format_amount(self.env, limit, self.currency_id)
            text = self.env._("Credit limit of %(amount)s is exceeded", amount=amount)
            alerts.append(self._prepare_alert("limit", "danger", "fa-ban", text))
        return alerts

    def _get_standing_alerts(self, today):
        """Alerts about the membership and its dates."""
        end = self.membership_end
        date = end and format_date(self.env, end)
        alert = None
        if self.member_state == "suspended":
            alert = self._get_suspension_alert()
        elif self.member_state == "expired":
            text = self.env._("Membership ended on %(date)s", date=date)
            alert = self._prepare_alert(
                "expired", "danger", "fa-calendar-times-o", text
            )
        elif self.member_state == "grace":
            text = self.env._("In grace: membership ended on %(date)s", date=date)
            alert = self._prepare_alert("grace", "warning", "fa-hourglass-half", text)
        elif (
            self.is_member
            and end
            and end <= today + relativedelta(days=DAYS_BEFORE_END)
        ):
            text = self.env._("Membership ends on %(date)s", date=date)
            alert = self._prepare_alert("ends_soon", "warning", "fa-clock-o", text)
        alerts = [alert] if alert else []
        if self.member_state_override:
            text = self.env._("State set by hand; the rules do not apply")
            alerts.append(
                self._prepare_alert("by_hand", "info", "fa-hand-paper-o", text)
            )
        return alerts

    def _get_suspension_alert(self):
        until = self.membership_suspended_until
        if until:
            date = format_date(self.env, until)
            text = self.env._("Suspended until %(date)s", date=date)
        else:
            text = self.env._("Suspended without an end")
        return self._prepare_alert("suspended", "danger", "fa-pause-circle", text)

    def _get_record_alerts(self, today):
        """Alerts about what is missing from the record."""
        alerts = []
        if not self.member_category_id:
            text = self.env._("No main category: cannot be admitted or renewed")
            alerts.append(self._prepare_alert("category", "warning", "fa-tag", text))
        cards = self.member_card_ids
        if self.is_member and "active" not in cards.mapped("state"):
            text = self.env._("No active card")
            alerts.append(self._prepare_alert("no_card", "info", "fa-id-card-o", text))
        born = self.birthdate_date
        is_minor = born and born + relativedelta(years=FULL_AGE) > today
        if is_minor and not self.guardian_id:
            text = self.env._("Under age, and no guardian is named")
            alerts.append(self._prepare_alert("guardian", "warning", "fa-child", text))
        return alerts
