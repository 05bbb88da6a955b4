from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.points_rules import Earned, PointsFact, decide


class CommunityPointsEntry(models.Model):
    """From something that happened to rows in the ledger, by the rules in force."""

    _inherit = "community.points.entry"

    @api.model
    def _post_for_trigger(self, trigger, facts, company=None):
        """Post what the rules of `trigger` give for `facts`.

        :param facts: dicts with `partner` (record), `key` (says which happening it is,
            for ever), and optionally `date`, `quantity`, `record` (the source),
            `reason`, `again` (earn anew what was reversed)
        :return: the new rows
        """
        company = company or self.env.company
        # sudo: the rules decide for everybody, whoever registers the fact.
        rules = self.env["community.points.rule"].sudo()
        rules = rules.search(
            [
                ("trigger", "=", trigger),
                ("company_id", "in", (False, company.id)),
            ]
        )
        facts = [fact for fact in facts if fact["partner"].in_member_register]
        if not rules or not facts:
            return self.browse()
        self.env["community.points.balance"]._lock(
            (fact["partner"].id, company.id) for fact in facts
        )
        rows = []
        for rule in rules:
            rows += self._prepare_rule_rows(rule, trigger, facts, company)
        return self._post(rows)

    @api.model
    def _prepare_rule_rows(self, rule, trigger, facts, company):
        """Rows that one rule gives, limits counted against what it gave before."""
        by_key = {f"{trigger}:{fact['key']}:{rule.id}": fact for fact in facts}
        known = self._get_latest_turns(
            [{"origin_key": key, "company_id": company.id} for key in by_key]
        )
        for (_company, key), (_turn, is_reversed) in known.items():
            if not (is_reversed and by_key[key].get("again")):
                del by_key[key]
        members = {fact["partner"].id for fact in by_key.values()}
        postings = decide(
            rule._get_rule(),
            [self._get_fact(key, fact) for key, fact in by_key.items()],
            self._get_history(rule, members, company),
        )
        return [
            self._prepare_posting(posting, by_key[posting.key], rule, company)
            for posting in postings
        ]

    @api.model
    def _get_fact(self, key, fact):
        record = fact.get("record")
        return PointsFact(
            key=key,
            partner_id=fact["partner"].id,
            day=fact.get("date") or fields.Date.context_today(self),
            quantity=fact.get("quantity", 1.0),
            source=f"{record._name}:{record.id}" if record else "",
            category_ids=frozenset(fact["partner"].member_category_ids.ids),
        )

    @api.model
    def _get_history(self, rule, partner_ids, company):
        """What `rule` has given these members and was not taken back."""
        if not partner_ids:
            return {}
        self.env.cr.execute(
            SQL(
                """
            SELECT entry.partner_id, entry.counted_on, entry.amount,
                   COALESCE(entry.res_model || ':' || entry.res_id, '')
              FROM community_points_entry entry
             WHERE entry.rule_id = %s AND entry.company_id = %s
               AND entry.partner_id = ANY(%s) AND entry.kind = 'earned'
               AND NOT EXISTS (SELECT FROM community_points_entry undo
                                WHERE undo.reversal_of_id = entry.id)
            """,
                rule.id,
                company.id,
                list(partner_ids),
            ),
        )
        history = {}
        for partner_id, day, amount, source in self.env.cr.fetchall():
            history.setdefault(partner_id, []).append(Earned(day, amount, source))
        return history

    @api.model
    def _prepare_posting(self, posting, fact, rule, company):
        record = fact.get("record")
        return {
            "partner_id": posting.partner_id,
            "company_id": company.id,
            "amount": posting.amount,
            "date": posting.day,
            "reason": fact.get("reason") or rule.name,
            "rule_id": posting.rule_id,
            "rule_version": posting.version,
            "quantity": fact.get("quantity", 1.0),
            "cut": posting.cut or False,
            "expires_on": posting.expires_on,
            "res_model": record._name if record else False,
            "res_id": record.id if record else False,
            "origin_key": posting.key,
            "again": fact.get("again", False),
        }

    @api.model
    def _reverse_for_trigger(self, trigger, records, reason):
        """Take back what `trigger` gave for `records`."""
        # sudo: whoever undoes the cause need not see the ledger.
        entries = self.sudo().search(
            [
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("kind", "=", "earned"),
                ("rule_id.trigger", "=", trigger),
            ]
        )
        return self._reverse(entries, reason)

    @api.model
    def _cron_post_anniversaries(self):
        self._post_anniversaries()

    @api.model
    def _post_anniversaries(self, days=7):
        """Anniversaries of today and of the last days, in case a night was missed."""
        if not self.env["community.points.rule"].search_count(
            [("trigger", "=", "anniversary")], limit=1
        ):
            return self.browse()
        today = fields.Date.context_today(self)
        self.env.cr.execute(
            SQL(
                """
            SELECT partner.id, day.day::date,
                   (extract(year FROM day.day)
                    - extract(year FROM partner.member_since))::int
              FROM generate_series(%(today)s::date - %(days)s, %(today)s, '1 day')
                   AS day (day)
              JOIN res_partner partner
                ON partner.is_member AND partner.active
               AND to_char(partner.member_since, 'MMDD') = to_char(day.day, 'MMDD')
               AND partner.member_since < day.day
            """,
                today=today,
                days=days,
            ),
        )
        rows = self.env.cr.fetchall()
        self.env["res.partner"].browse(row[0] for row in rows).fetch(
            ["in_member_register", "member_category_ids"]
        )
        facts = [
            {
                "partner": self.env["res.partner"].browse(partner_id),
                "key": f"{partner_id}:{day.year}",
                "date": day,
                "reason": self.env._("Member for %(years)s years", years=years),
            }
            for partner_id, day, years in rows
        ]
        return self._post_for_trigger("anniversary", facts)
