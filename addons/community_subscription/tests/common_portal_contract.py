from odoo import Command, fields
from odoo.http import Request

from odoo.addons.community_members.tests.common_portal import MemberPortalCase

from .fake_bank import prepare_card

# One black pixel, and one that is not there.
PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGD4DwABBAEAX+XDSwAA"
    "AABJRU5ErkJggg=="
)
EMPTY_PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR4nGNgAAIAAAUAAXpeqz8AAAAA"
    "SUVORK5CYII="
)


class PortalContractCase(MemberPortalCase):
    """The members of the portal tests, with plans, contracts and a club that bills."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls._product("Dues", 50.0)
        cls.plan = cls._plan("Rider", 50.0, next_plan_ids=[])
        cls.big = cls._plan("Rider Plus", 80.0)
        cls.small = cls._plan("Rider Light", 30.0)
        cls.plan.next_plan_ids = cls.big | cls.small
        cls.corporate = cls._plan(
            "Company",
            1200.0,
            interval_unit="year",
            holder_kind="company",
            seat_kind="corporate",
            seat_limit=2,
            allowance_ids=[
                Command.create({"kind": "support", "is_unlimited": True}),
                Command.create({"kind": "service_hours", "quantity": 10}),
            ],
        )

    @classmethod
    def _product(cls, name, price):
        return cls.env["product.product"].create(
            {"name": name, "type": "service", "list_price": price, "taxes_id": False}
        )

    @classmethod
    def _plan(cls, name, price, **values):
        return cls.env["community.plan"].create(
            {
                "name": name,
                "company_id": cls.company.id,
                "is_published": True,
                "track_profit": False,
                "require_signature": False,
                "hold_by_member": True,
                "terms": "<p>Bring the horse back.</p>",
                "line_ids": [
                    Command.create({"product_id": cls._product(name, price).id})
                ],
                **values,
            }
        )

    @classmethod
    def _contract(cls, partner=None, plan=None, start=None, **values):
        """A contract that was accepted and billed until today."""
        contract = cls._draft(partner, plan, start, **values)
        contract._confirm()
        contract._bill()
        return contract

    @classmethod
    def _draft(cls, partner=None, plan=None, start=None, **values):
        return cls.env["community.contract"].create(
            {
                "plan_id": (plan or cls.plan).id,
                "partner_id": (partner or cls.ayse).id,
                "company_id": cls.company.id,
                "date_start": start or cls.today,
                **values,
            }
        )

    @classmethod
    def _offered(cls, partner=None, plan=None, **values):
        draft = cls._draft(partner, plan, **values)
        draft._offer()
        return draft

    @classmethod
    def _pay(cls, contract):
        for move in contract._get_open_invoices():
            cls.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=move.ids
            ).create({})._create_payments()

    @classmethod
    def _card(cls, partner):
        """A saved card of `partner`."""
        card = prepare_card(cls.env, cls.company, partner)
        card.payment_details = "4242"
        return card

    def _path(self, contract, *parts):
        return "/".join(["/my/contracts", str(contract.id), *map(str, parts)])

    def _status(self, path, **data):
        """What a page answers; with data it is posted, without following further."""
        if data:
            return self._post_here(path, **data).status_code
        return self.url_open(path, allow_redirects=False).status_code

    def _post_here(self, path, **data):
        token = Request.csrf_token(self)
        return self.url_open(
            path, data={"csrf_token": token, **data}, allow_redirects=False
        )

    def _days(self, number):
        return fields.Date.add(self.today, days=number)
