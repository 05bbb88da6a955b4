from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_amount, format_date

from ..tools.contract_advice import ContractFacts, advise

RUNNING = ("active", "hold", "grace", "past_due", "closing")


class CommunityContract(models.Model):
    """A contract as its member reads it on the portal: in words, with one next step.

    These methods are called with rights lifted, after `_get_portal_contracts` of the
    person has said that the contract is his to see.
    """

    _inherit = "community.contract"

    offered_on = fields.Datetime(
        readonly=True,
        copy=False,
        help="Since then the member sees the draft on the portal and may accept it.",
    )
    is_bought_online = fields.Boolean(
        "Bought on the Website", readonly=True, copy=False
    )
    member_document_ids = fields.Many2many(
        "ir.attachment",
        "community_contract_member_document_rel",
        "contract_id",
        "attachment_id",
        "Documents for the Member",
        copy=False,
        help="These files are shown to the member on the portal.",
    )
    portal_has_due = fields.Boolean(compute="_compute_portal_has_due")

    # Whoever taps twice, or on two phones, starts one purchase.
    _one_purchase = models.UniqueIndex(
        "(partner_id, plan_id, company_id) WHERE is_bought_online AND state = 'draft'",
        "This purchase is begun already.",
    )

    def _compute_portal_has_due(self):
        owing = self._get_open_invoices().community_contract_id
        for contract in self:
            contract.portal_has_due = contract in owing

    # ------------------------------------------------------------
    # MONEY
    # ------------------------------------------------------------

    def _get_open_invoices(self):
        """Invoices of these contracts with something left to pay, the oldest first."""
        return self.env["account.move"].search(
            Domain("community_contract_id", "in", self.ids)
            & Domain("move_type", "=", "out_invoice")
            & Domain("state", "=", "posted")
            & Domain("payment_state", "in", ("not_paid", "partial"))
            & Domain("amount_residual", ">", 0),
            order="invoice_date_due, id",
        )

    def _get_open_sums(self, invoices):
        """:return: {contract id: (sum to pay, part of it that is overdue)}"""
        today = fields.Date.context_today(self)
        sums = dict.fromkeys(self.ids, (0.0, 0.0))
        for move in invoices:
            due, overdue = sums[move.community_contract_id.id]
            late = move.invoice_date_due and move.invoice_date_due < today
            rest = move.amount_residual
            sums[move.community_contract_id.id] = (
                due + rest,
                overdue + (rest if late else 0.0),
            )
        return sums

    def _get_next_payments(self):
        """The next payment, and what is credited until then.

        :return: {contract id: {"date", "amount": what is to be paid, "used": of the
            credit, "credit_date", "credit": of a bill ahead, or without a day of one
            that was made}}; of contracts with nothing ahead: nothing
        """
        balances = self._get_open_balances()
        found = {}
        for contract_id, bills in self._get_upcoming().items():
            paid = next((bill for bill in bills if bill["own"] > 0), {})
            noted = next((bill for bill in bills if bill["total"] < 0), {})
            credit = -noted["total"] if noted else balances[contract_id][1]
            if paid or credit:
                found[contract_id] = {
                    "date": paid.get("date"),
                    "amount": paid.get("own", 0.0),
                    "used": paid.get("used", 0.0),
                    "credit": credit,
                    "credit_date": noted.get("date"),
                }
        return found

    # ------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------

    def _get_portal_rows(self, viewer):
        """What the list says of each contract; queries do not grow with their number.

        :return: list of dicts, in the order of the records
        """
        rights = viewer._get_portal_contract_rights(self)
        visible = self.filtered(lambda contract: "money" in rights[contract.id])
        sums = visible._get_open_sums(visible._get_open_invoices())
        upcoming = visible._get_next_payments()
        return [
            {
                "contract": contract,
                "rights": rights[contract.id],
                "holder": contract.partner_id,
                "is_own": contract.partner_id == viewer,
                "due": sums.get(contract.id, (0.0, 0.0))[0],
                "next": upcoming.get(contract.id),
                "standing": contract._get_portal_standing(
                    rights[contract.id], *sums.get(contract.id, (0.0, 0.0))
                ),
            }
            for contract in self
        ]

    def _get_portal_standing(self, rights, due=0.0, overdue=0.0):
        """Level, words and the one step that matters, for whoever has `rights`."""
        self.ensure_one()
        facts = ContractFacts(
            state=self.state,
            reason=self.state_reason or "",
            due=due,
            overdue=overdue,
            may_agree="agree" in rights,
            may_reopen="close" in rights and self.closed_by == "member",
            has_renewal="agree" in rights and self._is_renewal_offered(),
        )
        advice = advise(facts)
        headline, sentence = self._get_portal_topic(advice.topic, due, overdue)
        label, url = self._get_portal_step(advice.action)
        return {
            "level": advice.level,
            "topic": advice.topic,
            "headline": headline,
            "sentence": sentence,
            "action": advice.action,
            "action_label": label,
            "action_url": url,
        }

    def _get_portal_topic(self, topic, due, overdue):
        """Headline and sentence for each topic of ``tools/contract_advice``."""
        words = {
            "due": format_amount(self.env, due, self.currency_id),
            "overdue": format_amount(self.env, overdue, self.currency_id),
            "start": format_date(self.env, self.date_start),
            "last": format_date(self.env, self.close_date or self.date_end)
            or format_date(self.env, self.paid_until),
            "trial": format_date(self.env, self.trial_end),
            "rest": self._get_hold_end_words(),
        }
        headlines = {
            "offer": self.env._("Waiting for your consent"),
            "ended": self.env._("Ended"),
            "hold_debt": self.env._("On hold until it is paid"),
            "past_due": self.env._("Payment is late"),
            "grace": self.env._("Payment is late"),
            "overdue": self.env._("%(overdue)s is overdue", overdue=words["overdue"]),
            "closing": self.env._("Ends on %(last)s", last=words["last"]),
            "hold": words["rest"],
            "renewal": self.env._("Time to renew"),
            "due": self.env._("%(due)s to pay", due=words["due"]),
            "not_started": self.env._("Begins on %(start)s", start=words["start"]),
            "trial": self.env._("Trial until %(trial)s", trial=words["trial"]),
            "good": self.env._("In order"),
        }
        sentences = {
            "offer": self.env._("Read it and say yes; nothing is billed before."),
            "ended": self.env._("You can come back any time."),
            "hold_debt": self.env._("Your rights come back as soon as it is paid."),
            "past_due": self.env._(
                "Your rights rest. They come back as soon as it is paid."
            ),
            "grace": self.env._("Your rights go on for a short while. Please pay now."),
            "overdue": self.env._("Pay it and everything is in order again."),
            "closing": self.env._("Until then everything goes on as usual."),
            "hold": self.env._("Your rights rest for so long."),
            "renewal": self.env._("Renew, so that your rights go on."),
            "due": self.env._("Nothing is overdue."),
            "not_started": self.env._("There is nothing to do until then."),
            "trial": self.env._("Nothing is billed for the trial."),
            "good": self.env._("There is nothing to do."),
        }
        return headlines[topic], sentences[topic]

    def _get_hold_end_words(self):
        hold = self._get_current_hold()
        if hold.date_to:
            return self.env._(
                "On hold until %(date)s", date=format_date(self.env, hold.date_to)
            )
        return self.env._("On hold")

    def _get_current_hold(self):
        today = fields.Date.context_today(self)
        return self.hold_ids.filtered(
            lambda hold: (
                not hold.is_cancelled
                and hold.date_from <= today
                and (not hold.date_to or hold.date_to >= today)
            )
        )[:1]

    def _get_portal_step(self, action):
        """Label and address of the one action that matters."""
        url = f"/my/contracts/{self.id}"
        return {
            "accept": (self.env._("Read and accept"), f"{url}/accept"),
            "pay": (self.env._("Pay now"), f"{url}#pay"),
            "renew": (self.env._("Renew now"), f"{url}/renew"),
            "reopen": (self.env._("Stay after all"), f"{url}/close"),
            "again": (self.env._("See what we offer"), "/subscriptions"),
        }.get(action, ("", ""))

    def _get_portal_allowances(self):
        """What is included, in words, with what is left where somebody counts it."""
        return [
            {
                "kind": allowance.kind,
                "label": dict(
                    allowance._fields["kind"]._description_selection(self.env)
                )[allowance.kind],
                "words": allowance._get_quantity_words(),
                "left": self._get_allowance_left(allowance.kind),
            }
            for allowance in self.plan_id.allowance_ids
        ]

    def _get_allowance_left(self, kind):
        """Hook: how much of an included quantity is left; None: nobody counts it."""
        return None

    # ------------------------------------------------------------
    # OFFER
    # ------------------------------------------------------------

    def _offer(self):
        """Show drafts to their members on the portal and tell them, also once more."""
        drafts = self.filtered(lambda contract: contract.state == "draft")
        now = fields.Datetime.now()
        drafts._with_pen().offered_on = now
        for contract in drafts:
            self.env["community.notice"]._send(
                "contract_offer",
                contract,
                partners=contract.payer_id,
                occurrence=fields.Datetime.to_string(now),
            )
        return drafts

    def action_offer(self):
        """Send the draft to the member, who accepts it on the portal."""
        self.check_access("write")
        drafts = self.filtered(lambda contract: contract.state == "draft")
        if not drafts:
            raise UserError(self.env._("This contract was accepted already."))
        for contract in drafts:
            refusals = contract.plan_id._get_refusals(
                contract.partner_id, contract.date_start
            )
            if refusals:
                raise UserError("\n".join(refusals))
        drafts._offer()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("The contract is on its way to the member."),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
