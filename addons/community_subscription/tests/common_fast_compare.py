"""Invoices made twice, by the fast path and by Odoo alone, and compared."""

import random

from .common_fast_path import FastPathWorld

# Whoever creates a record later has another number, moment, name and secret.
NOT_COMPARED = {
    "account.move": {
        "access_token",
        "create_date",
        "id",
        "sequence_number",
        "write_date",
    },
    "account.move.line": {"create_date", "id", "move_id", "write_date"},
    "account.analytic.line": {"create_date", "id", "move_line_id", "write_date"},
}


class FastPathCommon(FastPathWorld):
    maxDiff = None

    def _get_baskets(self, seed, number, members=10):
        """Values of `number` invoices: plans by chance, with so many members each.

        The members of a plan have one of two payment terms, and their own reference,
        texts and analytic account.
        """
        chance = random.Random(seed)
        vals_list = []
        while len(vals_list) < number:
            head, lines = self._draw_head(chance), self._draw_lines(chance)
            marked = [chance.random() < 0.5 for _line in lines]
            currency = self.env["res.currency"].browse(head["currency_id"])
            terms = [
                head["invoice_payment_term_id"],
                self._draw_term(chance, currency),
            ]
            for partner in chance.sample(list(self.partners), members):
                own = {**head, "invoice_payment_term_id": chance.choice(terms)}
                values = self._draw_invoice(chance, own, lines, marked, partner)
                vals_list.append(values)
        return vals_list[:number]

    def _count_shared(self):
        """A list that gets every invoice that the fast path makes from here on."""
        made = []
        kind = type(self.env["community.billing"])
        create_like = kind._create_like

        def count(billing, *arguments):
            moves = create_like(billing, *arguments)
            made.extend(filter(None, moves))
            return moves

        self.patch(kind, "_create_like", count)
        return made

    # ------------------------------------------------------------
    # COMPARING
    # ------------------------------------------------------------

    def _make_both(self, vals_list):
        """The same invoices, made by the fast path and by Odoo, both posted."""
        billing = self.env["community.billing"]
        fast = billing._create_moves(vals_list)
        billing._post_moves(fast)
        plain = self.env["account.move"].create(vals_list)
        plain.action_post()
        return fast, plain

    def _read_all(self, record, name):
        """All stored values of a record; the number of the invoice reads as "#"."""
        values = {}
        for field in record._fields.values():
            if (
                not field.store
                or field.type in ("one2many", "many2one_reference")
                or field.name in NOT_COMPARED.get(record._name, ())
            ):
                continue
            value = record[field.name]
            if field.relational:
                value = sorted(value.ids)
            elif isinstance(value, str):
                value = value.replace(name, "#")
            values[field.name] = value
        return values

    def _read_move(self, move):
        lines = move.line_ids.sorted("id")
        return {
            "move": self._read_all(move, move.name),
            "lines": [self._read_all(line, move.name) for line in lines],
            "analysis": [
                self._read_all(item, move.name)
                for line in lines
                for item in line.analytic_line_ids.sorted("id")
            ],
        }

    def _assert_equal_moves(self, fast, plain, vals_list):
        self.env.flush_all()
        self.env.invalidate_all()
        for one, other, vals in zip(fast, plain, vals_list, strict=True):
            mine, theirs = self._read_move(one), self._read_move(other)
            self._drop_equal(mine, theirs)
            self.assertEqual(mine, theirs, f"Made of {vals}")

    def _drop_equal(self, mine, theirs):
        """Leave what differs, so that a failure can be read."""
        for part in ("lines", "analysis"):
            if len(mine[part]) == len(theirs[part]):
                for one, other in zip(mine[part], theirs[part], strict=True):
                    for name in [n for n in one if one[n] == other[n]]:
                        del one[name], other[name]
        for name in [n for n in mine["move"] if mine["move"][n] == theirs["move"][n]]:
            del mine["move"][name], theirs["move"][name]
