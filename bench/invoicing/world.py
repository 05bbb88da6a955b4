"""The contracts that are billed, and the three ways of billing them."""

import sys
from datetime import date

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as TRY_AGAIN
from odoo.tools import SQL

LINES = 4
BATCH = 100
DAY = date.today()


class World:
    """One club with an invoice's worth of products, a tax and a payment term."""

    def __init__(self, env):
        self.env = env
        self.company = env["res.company"].search([("name", "=", "Bench Club")])
        if self.company:
            if self.company not in env.user.company_ids:
                env.user.company_ids |= self.company
            self.env = env(
                context={**env.context, "allowed_company_ids": self.company.ids}
            )

    def find(self, model, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env[model].search(domain, limit=1, order="id")

    def prepare(self):
        env = self.env
        self.company = env["res.company"].create({"name": "Bench Club"})
        env["account.chart.template"].try_loading(
            "generic_coa", self.company, install_demo=False
        )
        World.__init__(self, env)
        env = self.env
        tax = env["account.tax"].create(
            {
                "name": "Bench 18 %",
                "amount": 18,
                "company_id": self.company.id,
                "type_tax_use": "sale",
            }
        )
        term = env["account.payment.term"].create(
            {
                "name": "Bench 30 days",
                "company_id": self.company.id,
                "line_ids": [
                    (0, 0, {"value": "percent", "value_amount": 100, "nb_days": 30})
                ],
            }
        )
        products = self.prepare_plan(tax, term)
        # The first invoice of a company sets things up that are asked for ever after.
        partner = env["res.partner"].create({"name": "Bench first"})
        move = env["account.move"].create(
            self.prepare_move(partner, products, tax, term)
        )
        move.action_post()

    def prepare_plan(self, tax, term):
        env = self.env
        products = env["product.product"].create(
            [
                {
                    "name": f"Bench {number}",
                    "type": "service",
                    "list_price": 10 + number,
                    "taxes_id": [(6, 0, tax.ids)],
                }
                for number in range(LINES)
            ]
        )
        env["community.plan"].create(
            {
                "name": "Bench",
                "company_id": self.company.id,
                "track_profit": False,
                "payment_term_id": term.id,
                "line_ids": [(0, 0, {"product_id": each.id}) for each in products],
            }
        )
        return products

    def prepare_move(self, partner, products, tax, term):
        return {
            "move_type": "out_invoice",
            "partner_id": partner.id,
            "invoice_date": DAY,
            "invoice_payment_term_id": term.id,
            "invoice_line_ids": [
                (
                    0,
                    0,
                    {
                        "product_id": product.id,
                        "name": product.name,
                        "quantity": 1,
                        "price_unit": product.list_price,
                        "tax_ids": [(6, 0, tax.ids)],
                    },
                )
                for product in products
            ],
        }

    def get_parts(self):
        products = self.env["product.product"].search(
            [("name", "=like", "Bench _")], order="id"
        )
        return (
            products,
            self.find("account.tax", name="Bench 18 %"),
            self.find("account.payment.term", name="Bench 30 days"),
        )

    def make(self, kind, size):
        """Due contracts of one kind, and the statistics that a used database has."""
        env = self.env
        partners = env["res.partner"].create(
            [{"name": f"Bench {kind} {number}"} for number in range(size)]
        )
        if kind == "ours":
            self.make_ours(partners)
        elif kind == "oca":
            self.make_oca(partners)
        env.cr.commit()
        # See docs/benchmarks.md: without it one query of core runs for minutes.
        env.cr._cnx.autocommit = True
        env.cr.execute(SQL("ANALYZE"))
        env.cr._cnx.autocommit = False

    def make_ours(self, partners):
        plan = self.find("community.plan", name="Bench")
        contracts = self.env["community.contract"].create(
            [
                {
                    "plan_id": plan.id,
                    "partner_id": partner.id,
                    "company_id": self.company.id,
                    "date_start": DAY,
                }
                for partner in partners
            ]
        )
        for begin in range(0, len(contracts), 500):
            contracts[begin : begin + 500]._confirm()

    def make_oca(self, partners):
        products, tax, term = self.get_parts()
        del tax
        self.env["contract.contract"].with_context(tracking_disable=True).create(
            [
                {
                    "name": f"Bench {partner.id}",
                    "partner_id": partner.id,
                    "company_id": self.company.id,
                    "payment_term_id": term.id,
                    "generation_type": "invoice",
                    "contract_line_ids": [
                        (
                            0,
                            0,
                            {
                                "product_id": product.id,
                                "name": product.name,
                                "quantity": 1,
                                "price_unit": product.list_price,
                                "recurring_rule_type": "monthly",
                                "recurring_interval": 1,
                                "recurring_invoicing_type": "pre-paid",
                                "date_start": DAY,
                                "recurring_next_date": DAY,
                            },
                        )
                        for product in products
                    ],
                }
                for partner in partners
            ]
        )

    # What is measured

    def oca(self, size):
        env = self.env
        due = env["contract.contract"].search(
            [("company_id", "=", self.company.id), ("recurring_next_date", "<=", DAY)]
        )
        assert len(due) == size, len(due)
        env["contract.contract"]._cron_recurring_create(DAY)
        moves = env["account.move"].search(
            [("company_id", "=", self.company.id), ("state", "=", "draft")]
        )
        moves.action_post()
        env.cr.commit()
        return len(moves)

    def plain(self, size):
        products, tax, term = self.get_parts()
        partners = self.env["res.partner"].search(
            [("name", "=like", "Bench plain %")], order="id desc", limit=size
        )
        moves = self.env["account.move"].create(
            [self.prepare_move(each, products, tax, term) for each in partners]
        )
        moves.action_post()
        self.env.cr.commit()
        return len(moves)

    def ours(self, size, part=None):
        Contract = self.env["community.contract"]
        due = Contract.search(
            [("company_id", "=", self.company.id), ("next_bill_date", "<=", DAY)],
            order="id",
        ).ids
        assert len(due) == size, len(due)
        if part is not None:
            due = due[: size // 2] if part == 0 else due[size // 2 :]
        batches = [due[begin : begin + BATCH] for begin in range(0, len(due), BATCH)]
        return sum(self.bill(Contract.browse(batch)) for batch in batches)

    def bill(self, contracts):
        """A batch in a transaction of its own, as the job bills it."""
        cr = self.env.cr
        while True:
            try:
                made = len(contracts._bill(DAY))
                cr.commit()
            except TRY_AGAIN:
                cr.rollback()
                print("Once more: another process was faster", file=sys.stderr)
                continue
            self.env.invalidate_all()
            return made
