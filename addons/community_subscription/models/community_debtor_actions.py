from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

OFFICER = "community_subscription.group_subscription_officer"


class CommunityDebtor(models.Model):
    """What can be done about debtors, one or many."""

    _inherit = "community.debtor"

    def action_dun(self):
        """Remind those of the selected who are due today; says what became of it."""
        dunnings = self.env["community.dunning"]
        dunnings._check_treasurer()
        today = fields.Date.context_today(self)
        made = dunnings
        for company, debtors in self.exists().grouped("company_id").items():
            made += dunnings._dun_safely(
                debtors.partner_id, company, today, by_hand=True
            )
        text = self.env._(
            "Reminded: %(made)s. Not due for a reminder: %(rest)s.",
            made=len(made),
            rest=len(self) - len(made),
        )
        return self._tell_user(text, "success" if made else "info")

    def action_stop(self):
        """No reminders for a while, with a reason."""
        return self._open_wizard("stop")

    def action_promise(self):
        """The payer said when he pays."""
        return self._open_wizard("promise")

    def action_call(self):
        """Somebody shall call."""
        return self._open_wizard("call")

    def _open_wizard(self, kind):
        self._check_officer()
        titles = {
            "stop": self.env._("No Reminders"),
            "promise": self.env._("Promise to Pay"),
            "call": self.env._("Have Somebody Call"),
        }
        company = self.exists().company_id
        if len(company) != 1:
            raise UserError(self.env._("Choose debtors of one company."))
        context = {
            "default_kind": kind,
            "default_company_id": company.id,
            "default_partner_ids": self.exists().partner_id.ids,
        }
        return {
            "type": "ir.actions.act_window",
            "name": titles[kind],
            "res_model": "community.debtor.act",
            "view_mode": "form",
            "target": "new",
            "context": self.env.context | context,
        }

    def action_send_link(self):
        """A link by mail or SMS that pays the oldest invoice, without logging in."""
        self._check_officer()
        # sudo: the officer sends the link, and does not read the books.
        moves = self.env["account.move"].sudo()
        for debtor in self.exists():
            moves += debtor._get_oldest_invoice()
        now = fields.Datetime.to_string(fields.Datetime.now())
        self.env["community.notice"]._send("pay_link", moves, occurrence=now)
        text = self.env._("Payment links sent: %(count)s", count=len(moves))
        return self._tell_user(text, "success" if moves else "warning")

    def _get_oldest_invoice(self):
        self.ensure_one()
        # sudo: the officer sends the link, and does not read the books.
        items = (
            self.env["community.dunning"]
            .sudo()
            ._get_open_items(self.partner_id, self.company_id)
        )
        return items[self.partner_id].move_id.filtered(lambda move: move._is_payable())[
            :1
        ]

    def action_open_items(self):
        """The open items behind the figures."""
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "community_subscription.community_debtor_item_action"
        )
        domain = Domain.OR(
            Domain("partner_id", "=", debtor.partner_id.id)
            & Domain("company_id", "=", debtor.company_id.id)
            for debtor in self
        )
        return action | {"domain": list(domain), "context": {}}

    def action_open_partner(self):
        self.ensure_one()
        self.check_access("read")
        return self.partner_id.get_formview_action()

    def _check_officer(self):
        self.check_access("read")
        if not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("Debtors are for the officers."))

    def _tell_user(self, text, kind):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": text,
                "type": kind,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
