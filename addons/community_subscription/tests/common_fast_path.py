"""A club in which invoices of many kinds can be drawn by chance."""

from datetime import date

from odoo import Command

from .common import CommunitySubscriptionCommon

DAYS = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 10)]


class FastPathWorld(CommunitySubscriptionCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("analytic.group_analytic_accounting")
        cls.journal = cls.company._get_bill_journal()
        cls._set_up_currencies()
        cls._set_up_taxes()
        cls._set_up_positions()
        cls._set_up_terms()
        cls._set_up_analytic()
        cls._set_up_partners()
        cls.products = cls.env["product.product"].browse()
        for number, taxes in enumerate(cls.tax_sets[:4]):
            cls.products += cls._new_product(
                f"Service {number}", 10.0 + 7.77 * number, taxes=taxes
            )

    @classmethod
    def _set_up_currencies(cls):
        cls.currencies = cls.company.currency_id
        for name, rates in {
            "EUR": {"2026-01-01": 0.9137, "2026-02-15": 0.8871},
            "JPY": {"2026-01-01": 148.31},
            "KWD": {"2026-01-01": 0.307113},
        }.items():
            currency = cls.env.ref(f"base.{name}")
            currency.active = True
            currency.rate_ids.unlink()
            cls.env["res.currency.rate"].create(
                [
                    {
                        "currency_id": currency.id,
                        "company_id": cls.company.id,
                        "name": day,
                        "rate": rate,
                    }
                    for day, rate in rates.items()
                ]
            )
            cls.currencies += currency

    @classmethod
    def _new_tax(cls, name, amount, **values):
        return cls.env["account.tax"].create(
            {
                "name": name,
                "amount": amount,
                "company_id": cls.company.id,
                "type_tax_use": "sale",
                **values,
            }
        )

    @classmethod
    def _set_up_taxes(cls):
        new = cls._new_tax
        excluded = new("20", 20)
        included = new("18 in", 18, price_include_override="tax_included")
        fixed = new("Fixed", 1.37, amount_type="fixed")
        based = new("Luxury", 7.5, include_base_amount=True, sequence=1)
        after = new("After", 8.25, sequence=2)
        shared = new("With analysis", 5, analytic=True)
        inner = new("Inner", 10, amount_type="division")
        parts = new("A", 3) + new("B", 4.5)
        group = new(
            "Group", 0, amount_type="group", children_tax_ids=[Command.set(parts.ids)]
        )
        cls.company.sudo().tax_exigibility = True
        waiting = cls.env["account.account"].create(
            {
                "name": "Tax not due yet",
                "code": "TAXW",
                "account_type": "liability_current",
                "reconcile": True,
                "company_ids": [Command.set(cls.company.ids)],
            }
        )
        cash = new(
            "On payment",
            12,
            tax_exigibility="on_payment",
            cash_basis_transition_account_id=waiting.id,
        )
        none = cls.env["account.tax"]
        cls.excluded = excluded
        cls.tax_sets = [
            none,
            excluded,
            included,
            excluded + fixed,
            based + after,
            shared,
            inner,
            group,
            fixed,
            included + after,
            cash,
        ]

    @classmethod
    def _set_up_positions(cls):
        account = cls.env["account.account"].search(
            [("company_ids", "=", cls.company.id), ("account_type", "=", "income")]
        )
        cls.positions = cls.env["account.fiscal.position"].create(
            {
                "name": "Abroad",
                "company_id": cls.company.id,
                "account_ids": [
                    Command.create(
                        {
                            "account_src_id": account[0].id,
                            "account_dest_id": account[-1].id,
                        }
                    )
                ],
            }
        )

    @classmethod
    def _set_up_terms(cls):
        def term(name, parts, **values):
            return cls.env["account.payment.term"].create(
                {
                    "name": name,
                    "company_id": cls.company.id,
                    "line_ids": [
                        Command.create(
                            {"value": kind, "value_amount": share, "nb_days": days}
                        )
                        for kind, share, days in parts
                    ],
                    **values,
                }
            )

        early = {"early_discount": True, "discount_percentage": 3, "discount_days": 7}
        whole = [("percent", 100, 30)]
        cls.terms = (
            cls.env["account.payment.term"]
            + term("30 days", whole)
            + term("Thirds", [("percent", 30, 0), ("percent", 70, 45)])
            + term("Fixed and rest", [("fixed", 10, 0), ("percent", 100, 60)])
            + term(
                "Early in", whole, early_pay_discount_computation="included", **early
            )
            + term(
                "Early ex", whole, early_pay_discount_computation="excluded", **early
            )
            + term("Early mix", whole, early_pay_discount_computation="mixed", **early)
        )
        cls.cash_roundings = cls.env["account.cash.rounding"].create(
            [
                {"name": "Tax", "rounding": 0.05, "strategy": "biggest_tax"},
                {
                    "name": "Line",
                    "rounding": 1.0,
                    "strategy": "add_invoice_line",
                    "profit_account_id": cls.journal.default_account_id.id,
                    "loss_account_id": cls.journal.default_account_id.id,
                },
            ]
        )

    @classmethod
    def _set_up_analytic(cls):
        plan = cls.env["account.analytic.plan"].create({"name": "Part of the club"})
        cls.accounts = cls.env["account.analytic.account"].create(
            [
                {"name": f"Part {n}", "plan_id": plan.id, "company_id": cls.company.id}
                for n in range(4)
            ]
        )

    @classmethod
    def _set_up_partners(cls):
        receivable = cls.env["account.account"].create(
            {
                "name": "Members",
                "code": "MEMB",
                "account_type": "asset_receivable",
                "reconcile": True,
                "company_ids": [Command.set(cls.company.ids)],
            }
        )
        Partner = cls.env["res.partner"].with_company(cls.company)
        firm = Partner.create({"name": "Firm", "is_company": True})
        cls.partners = Partner.create(
            [
                *({"name": f"Plain {number}"} for number in range(8)),
                {
                    "name": "Own account",
                    "property_account_receivable_id": receivable.id,
                },
                {"name": "Employee", "parent_id": firm.id, "type": "contact"},
                {"name": "Delivered elsewhere"},
                {"name": "With a seller", "user_id": cls.treasurer.id},
                {
                    "name": "With a bank",
                    "bank_ids": [
                        Command.create({"acc_number": "GE00TB0000000000000001"})
                    ],
                },
                {"name": "With a term", "property_payment_term_id": cls.terms[0].id},
            ]
        )
        Partner.create(
            {
                "name": "Door",
                "type": "delivery",
                "parent_id": cls.partners.filtered(
                    lambda partner: partner.name == "Delivered elsewhere"
                ).id,
            }
        )
        cls.company.partner_id.bank_ids = [
            Command.create({"acc_number": "GE00TB0000000000000099"})
        ]

    # ------------------------------------------------------------
    # INVOICES BY CHANCE
    # ------------------------------------------------------------

    def _draw_term(self, chance, currency):
        term = chance.choice([False, *self.terms.ids])
        home = self.company.currency_id
        # Odoo itself cannot balance some of these in another currency.
        return term if currency == home or term != self.terms[-1].id else False

    def _draw_head(self, chance):
        home = self.company.currency_id
        currency = chance.choice([home, home, home, *self.currencies])
        head = {
            "company_id": self.company.id,
            "journal_id": self.journal.id,
            "move_type": chance.choice(["out_invoice"] * 3 + ["out_refund"]),
            "currency_id": currency.id,
            "invoice_payment_term_id": self._draw_term(chance, currency),
            "fiscal_position_id": chance.choice([False, False, self.positions.id]),
            "invoice_date": chance.choice(DAYS),
        }
        if rounding := chance.choice([False] * 16 + self.cash_roundings.ids):
            head["invoice_cash_rounding_id"] = rounding
        return head

    def _draw_lines(self, chance):
        lines = []
        for number in range(chance.randint(1, 5)):
            if chance.random() < 0.15:
                kind = chance.choice(["line_section", "line_note"])
                lines.append({"display_type": kind, "name": f"Text {number}"})
            lines.append(
                {
                    "name": f"Line {number}",
                    "product_id": chance.choice(self.products.ids),
                    "quantity": chance.choice([1, 1, 2, 0.333, 0, 3]),
                    "price_unit": chance.choice(
                        [9.99, 50, 33.33, 0.07, 1234.56, -5.55, 0]
                    ),
                    "discount": chance.choice([0, 0, 0, 10, 33.33, 100]),
                    "tax_ids": [Command.set(chance.choice(self.tax_sets).ids)],
                }
            )
        lines[0 if "price_unit" in lines[0] else 1].update(
            price_unit=4321.99, quantity=1, discount=0
        )
        return lines

    def _draw_invoice(self, chance, head, lines, marked, partner):
        """The basket for one partner: texts and analysis are the partner's own."""
        one, other = chance.sample(self.accounts.ids, 2)
        analysis = chance.choice(
            [{str(one): 100.0}, {str(one): 60.0, str(other): 40.0}]
        )
        own = []
        for line, is_marked in zip(lines, marked, strict=True):
            line = {**line, "name": f"{line['name']} of {partner.name}"}
            if line.get("product_id") and is_marked:
                line["analytic_distribution"] = analysis
            own.append(line)
        values = {
            **head,
            "partner_id": partner.id,
            "invoice_origin": f"C/{partner.id}",
            "invoice_line_ids": [Command.create(line) for line in own],
        }
        if chance.random() < 0.3:
            values["ref"] = f"REF {chance.randint(1, 9)}"
        return values
