from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_amount, format_date

from .community_contract import STATES

DAYS_BEFORE_END = 30


class CommunityContract(models.Model):
    """What the screen of a contract tells at a glance, and where its numbers open."""

    _inherit = "community.contract"

    state = fields.Selection(group_expand="_expand_states")
    alerts = fields.Json(compute="_compute_alerts")
    invoice_ids = fields.One2many(
        "account.move", "community_contract_id", "Invoices", readonly=True
    )
    invoice_count = fields.Integer("Number of Invoices", compute="_compute_money")
    amount_paid = fields.Monetary("Paid", compute="_compute_money")
    amount_overdue = fields.Monetary("Overdue", compute="_compute_money")
    meeting_count = fields.Integer("Meetings", compute="_compute_meeting_count")
    seat_kind = fields.Selection(related="plan_id.seat_kind", string="Kind of Seats")
    words = fields.Text(related="plan_id.words")
    terms = fields.Html(related="plan_id.terms")

    @api.model
    def _expand_states(self, states, domain):
        """The columns stand in the order of a contract's life; running ones always."""
        return [
            state
            for state, _name in STATES
            if state in states or state not in ("draft", "ended")
        ]

    @api.depends(
        "invoice_ids.state", "invoice_ids.amount_residual", "invoice_ids.payment_state"
    )
    def _compute_money(self):
        # sudo: an officer without rights in accounting sees these sums of a contract
        # that is open to them; the invoices themselves stay closed.
        moves = self.env["account.move"].sudo()
        domain = Domain("community_contract_id", "in", self.ids)
        domain &= Domain("state", "=", "posted")
        sums = ["__count", "amount_total_in_currency_signed:sum"]
        groups = moves._read_group(domain, ["community_contract_id"], sums)
        totals = {contract.id: row for contract, *row in groups}
        unpaid = moves.search(domain & Domain("amount_residual", "!=", 0))
        unpaid = unpaid.grouped("community_contract_id")
        today = fields.Date.context_today(self)
        for contract in self:
            count, total = totals.get(contract._origin.id, (0, 0.0))
            # sudo: the key under which the sums were read
            left = unpaid.get(contract._origin.sudo(), moves)
            late = left.filtered(lambda move: (move.invoice_date_due or today) < today)
            contract.invoice_count = count
            contract.amount_paid = total - contract._sum_residual(left)
            contract.amount_overdue = contract._sum_residual(late)

    @api.model
    def _sum_residual(self, moves):
        return sum(move.amount_residual * -move.direction_sign for move in moves)

    def _compute_meeting_count(self):
        # sudo: counts meetings that may be private; they are opened as the user.
        groups = (
            self.env["calendar.event"]
            .sudo()
            ._read_group(
                [("community_contract_id", "in", self.ids)],
                ["community_contract_id"],
                ["__count"],
            )
        )
        counts = {contract.id: count for contract, count in groups}
        for contract in self:
            contract.meeting_count = counts.get(contract._origin.id, 0)

    @api.depends(
        "state",
        "state_reason",
        "bill_error",
        "overdue_since",
        "date_end",
        "close_date",
        "auto_charge",
        "payment_token_id",
        "hold_ids.date_to",
    )
    @api.depends_context("lang", "uid")
    def _compute_alerts(self):
        for contract in self:
            alerts = contract._get_money_alerts() + contract._get_term_alerts()
            contract.alerts = alerts

    def _get_money_alerts(self):
        alerts = []
        if self.bill_error:
            text = self.env._("Cannot be billed: %(reason)s", reason=self.bill_error)
            alerts.append(self._prepare_alert("bill_error", "danger", "fa-ban", text))
        if self.overdue_since:
            text = self.env._(
                "Overdue since %(date)s: %(amount)s",
                date=format_date(self.env, self.overdue_since),
                amount=format_amount(self.env, self.amount_overdue, self.currency_id),
            )
            level = "warning" if self.state == "grace" else "danger"
            alerts.append(
                self._prepare_alert("overdue", level, "fa-exclamation-circle", text)
            )
        # sudo: officers alone read saved cards; that there is none is told to all.
        if self.auto_charge and not self.sudo().payment_token_id:
            text = self.env._("To be charged automatically, but no card is saved")
            alerts.append(
                self._prepare_alert("no_card", "warning", "fa-credit-card", text)
            )
        return alerts

    def _get_term_alerts(self):
        alerts = []
        today = fields.Date.context_today(self)
        if self.state == "hold":
            alerts.append(self._get_hold_alert(today))
        if self.state == "closing" and self.close_date:
            date = format_date(self.env, self.close_date)
            text = self.env._("Closes on %(date)s", date=date)
            alerts.append(
                self._prepare_alert("closing", "warning", "fa-sign-out", text)
            )
        elif (
            self.state not in ("draft", "ended")
            and self.date_end
            and (self.date_end - today).days <= DAYS_BEFORE_END
        ):
            date = format_date(self.env, self.date_end)
            text = self.env._("The term ends on %(date)s", date=date)
            alerts.append(self._prepare_alert("ends_soon", "info", "fa-clock-o", text))
        return alerts

    def _get_hold_alert(self, today):
        hold = self.hold_ids.filtered(
            lambda hold: (
                hold.date_from <= today and (not hold.date_to or hold.date_to >= today)
            )
        )[:1]
        text = self.env._("On hold until somebody ends it")
        if hold.date_to:
            date = format_date(self.env, hold.date_to)
            text = self.env._("On hold until %(date)s", date=date)
        return self._prepare_alert("hold", "info", "fa-pause-circle", text)

    @api.model
    def _prepare_alert(self, code, level, icon, text):
        """:param level: "danger", "warning" or "info", the words of Bootstrap"""
        return {"code": code, "level": level, "icon": icon, "text": text}

    def action_open_invoices(self):
        """The invoices and credit notes of these contracts."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "account.action_move_out_invoice_type"
        )
        return action | {
            "domain": [("community_contract_id", "in", self.ids)],
            "context": {"create": False, "default_move_type": "out_invoice"},
        }

    def action_open_payments(self):
        """What was billed, paid and is open, and what comes."""
        return self._open_rows("community_subscriber_payment_action")

    def action_open_schedule(self):
        """The payment schedule as a calendar."""
        return self._open_rows("community_contract_period_action")

    def action_open_meetings(self):
        """The meetings about the contract; a new one is about it from the start."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "calendar.action_calendar_event"
        )
        people = self.partner_id | self.env.user.partner_id
        return action | {
            "domain": [("community_contract_id", "=", self.id)],
            "context": {
                "default_community_contract_id": self.id,
                "default_name": self.display_name,
                "default_partner_ids": people.ids,
            },
        }

    def action_open_documents(self):
        """The files of the contract, kept with it."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_members.ir_attachment_action_documents"
        )
        return action | {
            "domain": [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("res_field", "=", False),
            ],
            "context": {"default_res_model": self._name, "default_res_id": self.id},
        }

    def _open_rows(self, xmlid):
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"community_subscription.{xmlid}"
        )
        return action | {
            "domain": [("contract_id", "in", self.ids)],
            "context": {"create": False, "payment_calendar": 1},
        }
