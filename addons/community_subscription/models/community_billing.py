from odoo import Command, api, models
from odoo.tools import SQL

from ..tools import basket
from ..tools.inside import INSIDE
from .community_prepared_mixin import LINE_FIELDS, MOVE_FIELDS

# The places where other add-ons could give an invoice lines of their own. One that does
# is answered by Odoo's ordinary path.
LINE_HOOKS = (
    ("account.move", "_get_sync_stack"),
    ("account.move", "_sync_dynamic_lines"),
    ("account.move", "_sync_tax_lines"),
    ("account.move", "_sync_rounding_lines"),
    ("account.move", "_sync_unbalanced_lines"),
    ("account.move", "_sync_non_deductible_base_lines"),
    ("account.move", "_sync_dynamic_line"),
    ("account.move", "_sync_invoice"),
    ("account.move", "_recompute_cash_rounding_lines"),
    ("account.move", "_compute_needed_terms"),
    ("account.move.line", "_sync_invoice"),
    ("account.move.line", "_compute_account_id"),
    ("account.move.line", "_compute_totals"),
)
# The places where other add-ons could number invoices in another way.
SEQUENCE_HOOKS = (
    ("account.move", "_get_last_sequence"),
    ("account.move", "_get_last_sequence_domain"),
    ("account.move", "_get_starting_sequence"),
    ("account.move", "_get_sequence_format_param"),
)
QUIET = {
    "mail_auto_subscribe_no_notify": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "tracking_disable": True,
}


# From so many invoices on, and below so many lines known to PostgreSQL.
MANY = 50
MANY_LINES = 1000
# Lines that are asked for; all others come from Odoo.
GIVEN_LINES = ("product", *basket.TEXT_LINES)


class CommunityBilling(models.AbstractModel):
    """Invoices in large numbers.

    Of the invoices that are equal but for whom they are addressed to, the first is made
    by Odoo; the others get its lines as they are, through the seam that Odoo has for
    complete entries (`skip_invoice_sync`). Whatever cannot be promised to come out
    equal is left to Odoo.
    """

    _name = "community.billing"
    _description = "Invoices in Large Numbers"

    @api.model
    def _create_moves(self, vals_list):
        """Draft invoices, in the order of `vals_list`, without a message on each."""
        baskets = self._find_baskets(vals_list)
        moves = self.env["account.move"].with_context(**QUIET)
        leaders = [numbers[0] for numbers in baskets]
        made = dict(
            zip(leaders, moves.create([vals_list[n] for n in leaders]), strict=True)
        )
        left = []
        for leader, *numbers in baskets:
            if numbers:
                like = self._create_like(made[leader], [vals_list[n] for n in numbers])
                made.update(zip(numbers, like, strict=True))
                left += [number for number in numbers if not made[number]]
        if left:
            rest = moves.create([vals_list[number] for number in left])
            made.update(zip(left, rest, strict=True))
        return self.env["account.move"].browse(
            made[number].id for number in range(len(vals_list))
        )

    def _find_baskets(self, vals_list):
        """Lists of numbers; the first of each is made by Odoo, the others follow it.

        What only the partner decides belongs to the basket, too.
        """
        baskets = {}
        allowed = self._is_only_core(LINE_HOOKS)
        rules = self._get_rules_by_partner() if allowed else None
        for number, vals in enumerate(vals_list):
            key = number
            if allowed and basket.can_share(vals):
                key = (basket.get_basket(vals), self._get_partner_part(vals, rules))
            baskets.setdefault(key, []).append(number)
        return list(baskets.values())

    def _get_partner_part(self, vals, rules):
        """What of an invoice's lines the partner decides."""
        partner = self.env["res.partner"].browse(vals["partner_id"])
        owner = partner.with_company(vals["company_id"]).commercial_partner_id
        return (
            owner.property_account_receivable_id.id,
            partner.lang or "",
            rules.filtered(
                lambda rule: (
                    rule.partner_id == owner
                    or rule.partner_category_id & owner.category_id
                )
            )._ids,
        )

    def _get_rules_by_partner(self):
        """Rules that give the lines of some partners an analytic distribution."""
        # sudo: they hold for everybody, whoever may read them
        return (
            self.env["account.analytic.distribution.model"]
            .sudo()
            .search(
                ["|", ("partner_id", "!=", False), ("partner_category_id", "!=", False)]
            )
        )

    def _is_only_core(self, hooks):
        """False if an add-on that is not known here has a say in one of `hooks`."""
        cache = self.env.cr.cache.setdefault("community_billing_hooks", {})
        if hooks not in cache:
            cache[hooks] = all(
                cls.__module__.startswith("odoo.addons.account.")
                for model, method in hooks
                for cls in self.env.registry[model].__mro__
                if method in vars(cls)
            )
        return cache[hooks]

    # ------------------------------------------------------------
    # INVOICES LIKE ANOTHER ONE
    # ------------------------------------------------------------

    def _create_like(self, leader, vals_list):
        """Invoices with the lines of `leader`; None for those that would differ."""
        template = self._read_template(leader)
        prepared = {}
        for number, vals in enumerate(vals_list):
            analytic = self._map_analytic(template, vals)
            if analytic is not None:
                prepared[number] = self._prepare_like(template, vals, analytic)
        moves = self.env["account.move"].with_context(
            **QUIET,
            community_prepared=INSIDE,
            skip_invoice_line_sync=True,
            skip_invoice_sync=True,
        )
        made = dict(zip(prepared, moves.create(list(prepared.values())), strict=True))
        return [made.get(number) for number in range(len(vals_list))]

    def _read_template(self, leader):
        def read(record, names):
            return {
                name: record._fields[name].convert_to_write(record[name], record)
                for name in names
            }

        lines = leader.line_ids.sorted("id")
        return {
            "head": read(leader, MOVE_FIELDS),
            "lines": [read(line, LINE_FIELDS) for line in lines],
        }

    def _map_analytic(self, template, vals):
        """What stands on an invoice where the leader has another distribution.

        Taxes, discounts and rounding carry those of the lines that were asked for on to
        lines of their own. None if it cannot be told what they would carry here.
        """
        lines = template["lines"]
        given = [line for line in lines if line["display_type"] in GIVEN_LINES]
        pairs = [
            (
                line["analytic_distribution"],
                asked.get("analytic_distribution", line["analytic_distribution"]),
            )
            for line, asked in zip(given, basket.read_lines(vals), strict=True)
        ]
        analytic = basket.match_analytic(pairs)
        carried = [
            line["analytic_distribution"]
            for line in lines
            if line["display_type"] not in GIVEN_LINES
        ]
        if analytic is None and not any(carried):
            return {}
        if analytic is None or not set(map(basket.write_analytic, carried)) <= {
            basket.NO_ANALYTIC,
            *analytic,
        }:
            return None
        return analytic

    def _prepare_like(self, template, vals, analytic):
        partner = self.env["res.partner"].browse(vals["partner_id"])
        common = {
            "partner_id": partner.commercial_partner_id.id,
            "ref": vals.get("ref") or False,
        }
        asked = iter(basket.read_lines(vals))
        lines = []
        for values in template["lines"]:
            line = {**values, **common}
            if line["display_type"] in GIVEN_LINES:
                own = next(asked)
                line["name"] = own["name"]
                if "analytic_distribution" in own:
                    line["analytic_distribution"] = own["analytic_distribution"]
            elif line["analytic_distribution"]:
                key = basket.write_analytic(line["analytic_distribution"])
                line["analytic_distribution"] = analytic[key]
            lines.append(Command.create(line))
        head = {name: value for name, value in vals.items() if name != basket.LINES}
        return {**template["head"], **head, "line_ids": lines}

    # ------------------------------------------------------------
    # POSTING
    # ------------------------------------------------------------

    @api.model
    def _post_moves(self, moves):
        """Post drafts just made by `_create_moves`, without a message on each.

        Posting changes no line of such a draft, unless its date lies in a closed
        period: then Odoo moves it, and may have to compute anew. Lines of cash rounding
        are written anew at every touch.
        """
        self._refresh_statistics(moves)
        quiet = {**QUIET, "community_sequence": INSIDE}
        steady = moves.filtered(
            lambda move: (
                not move.invoice_cash_rounding_id
                and not move._get_violated_lock_dates(move.date, True)
            )
        )
        if not self._is_only_core(LINE_HOOKS):
            steady = moves.browse()
        steady.with_context(
            **quiet, skip_invoice_line_sync=True, skip_invoice_sync=True
        )._post(soft=False)
        (moves - steady).with_context(**quiet)._post(soft=False)

    def _refresh_statistics(self, moves):
        """Tell PostgreSQL that there are entries now, if it believes there are none.

        Where it never counted them, it chooses a plan for one query of posting that
        runs for minutes. Its own housekeeping comes too late for a first billing.
        """
        if len(moves) < MANY:
            return
        self.env.flush_all()
        ((known,),) = self.env.execute_query(
            SQL(
                "SELECT reltuples FROM pg_class"
                " WHERE oid = 'account_move_line'::regclass"
            )
        )
        if known < MANY_LINES:
            self.env.cr.execute(SQL("ANALYZE account_move, account_move_line"))
