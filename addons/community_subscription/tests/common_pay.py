from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial

import requests

from odoo import Command, fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import TODAY, CommunitySubscriptionCommon
from .fake_bank import FakeBank, prepare_card, speak_to

# Taken before a test class replaces it by one that makes short time limits long.
_SEND = requests.Session.send
NOISY = (
    "odoo.addons.payment.models.payment_provider",
    "odoo.addons.payment.models.payment_transaction",
)


def _always(mode, _reference):
    return mode


@tagged("post_install", "-at_install", "community")
class CommunityPayCase(CommunitySubscriptionCommon):
    """A member with a contract, an open invoice, and a saved card at a fake bank."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = date.fromisoformat(TODAY)
        cls.member = cls._new_member(
            email="ayse@example.com", phone="+90 532 111 22 33"
        )
        cls.contract = cls._new_contract(partner=cls.member)
        cls.token = prepare_card(cls.env, cls.company, cls.member)
        cls.provider = cls.token.provider_id
        cls.charges = cls.env["community.charge"]

    @classmethod
    def _request_handler(cls, session, request, /, **arguments):
        """Calls to this machine keep their own time limit."""
        return _SEND(session, request, **arguments)

    @classmethod
    def _new_invoice(cls, contract=None, amount=50.0, due=0, **values):
        contract = contract or cls.contract
        move = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": contract.payer_id.id,
                "community_contract_id": contract.id,
                "invoice_date": cls.today,
                "invoice_date_due": cls.today + timedelta(days=due),
                "invoice_payment_term_id": False,
                "company_id": cls.company.id,
                "invoice_line_ids": [
                    Command.create(
                        {"name": "Dues", "price_unit": amount, "tax_ids": []}
                    )
                ],
                **values,
            }
        )
        move.action_post()
        return move

    @classmethod
    def _pay(cls, move, amount=None):
        wizard = (
            cls.env["account.payment.register"]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create(
                {"payment_date": cls.today, **({"amount": amount} if amount else {})}
            )
        )
        return wizard._create_payments()

    @contextmanager
    def bank(self, mode_of=None, **options):
        """A fake bank, and an environment in which commit and rollback are real."""
        if isinstance(mode_of, str):
            mode_of = partial(_always, mode_of)
        can_query = options.pop("can_query", False)
        with (
            FakeBank(mode_of or (lambda reference: "ok"), **options) as bank,
            mute_logger(*NOISY),
            self.enter_registry_test_mode(),
            speak_to(bank.url, self.registry, can_query=can_query),
            self.registry.cursor() as cr,
        ):
            bank.env = self.env(cr=cr)
            bank.notify = bank.notify or self._get_webhook(bank)
            # The cursor commits when it is left.
            yield bank

    def _get_webhook(self, bank):
        def notify(data):
            transactions = bank.env["payment.transaction"].sudo()
            transactions._process("none", data)
            bank.env.cr.commit()

        return notify


class CommunityPayLinkCase(CommunityPayCase, HttpCase):
    """The same on the web, where it is today: an open invoice, and links to pay it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = fields.Date.today()
        cls.env["website"].search([], limit=1).company_id = cls.company
        cls.invoice = cls._new_invoice(due=5)
        cls.url, cls.path = cls._get_link()

    @classmethod
    def _get_link(cls):
        """:return: address and path of a new link; each mail has its own"""
        url = cls.invoice._get_pay_url()
        return url, url[url.index("/pay/") :]

    def _ask_transaction(self, path=None, **params):
        return self.make_jsonrpc_request(
            f"{path or self.path}/transaction",
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.provider.payment_method_ids[:1].id,
                "flow": "direct",
                "tokenization_requested": False,
                **params,
            },
        )
