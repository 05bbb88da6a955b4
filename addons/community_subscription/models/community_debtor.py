from odoo import api, fields, models
from odoo.tools import SQL, format_date

from .community_dunning import OPEN_STATES

AMOUNT = {"currency_field": "currency_id", "readonly": True}


class CommunityDebtor(models.Model):
    """Who owes, how much, since when, and what happens next: one row per payer."""

    _name = "community.debtor"
    _description = "Debtor"
    _auto = False
    _order = "overdue DESC, balance DESC, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", "Payer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    user_id = fields.Many2one("res.users", "Responsible", readonly=True)
    phone = fields.Char(readonly=True)
    email = fields.Char(readonly=True)
    balance = fields.Monetary(**AMOUNT)
    credit = fields.Monetary(
        **AMOUNT, string="Credits", help="Paid or credited, and not settling anything."
    )
    not_due = fields.Monetary(**AMOUNT)
    overdue = fields.Monetary(**AMOUNT)
    overdue_30 = fields.Monetary(**AMOUNT, string="1-30 Days")
    overdue_60 = fields.Monetary(**AMOUNT, string="31-60 Days")
    overdue_90 = fields.Monetary(**AMOUNT, string="61-90 Days")
    overdue_more = fields.Monetary(**AMOUNT, string="Over 90 Days")
    item_count = fields.Integer("Items", readonly=True)
    oldest_due = fields.Date("Oldest Due Date", readonly=True)
    days_overdue = fields.Integer(readonly=True, aggregator="max")
    dunning_id = fields.Many2one("community.dunning", "Last Reminder", readonly=True)
    level = fields.Integer("Step", readonly=True, aggregator="max")
    level_id = fields.Many2one("community.dunning.level", readonly=True)
    level_date = fields.Date("Reminded On", readonly=True)
    promise_id = fields.Many2one("community.payment.promise", readonly=True)
    promise_date = fields.Date("Promised By", readonly=True)
    promise_amount = fields.Monetary(**AMOUNT, string="Promised")
    stop_until = fields.Date("No Reminders Until", readonly=True)
    stop_reason = fields.Char("Why", readonly=True)
    collection_date = fields.Date("Handed Over On", readonly=True)
    next_step = fields.Char(compute="_compute_next_step")
    next_date = fields.Date("Next On", compute="_compute_next_step")

    @property
    def _table_query(self):
        items = self.env["community.debtor.item"]._sql_items()
        return SQL(
            """
            SELECT sums.*,
                   company.currency_id, partner.user_id, partner.phone, partner.email,
                   reminder.id AS dunning_id, COALESCE(reminder.level, 0) AS level,
                   reminder.level_id, reminder.date AS level_date,
                   promise.id AS promise_id, promise.date AS promise_date,
                   promise.amount AS promise_amount,
                   CASE WHEN %(stop)s >= %(today)s THEN %(stop)s END AS stop_until,
                   CASE WHEN %(stop)s >= %(today)s THEN %(reason)s END AS stop_reason,
                   %(handed)s AS collection_date
              FROM (%(sums)s) sums
              JOIN res_partner partner ON partner.id = sums.partner_id
              JOIN res_company company ON company.id = sums.company_id
         LEFT JOIN LATERAL (%(reminder)s) reminder ON TRUE
         LEFT JOIN community_payment_promise promise
                ON promise.partner_id = sums.partner_id
               AND promise.company_id = sums.company_id AND promise.state = 'open'
            """,
            sums=self._sql_sums(items),
            reminder=self._sql_reminder(),
            today=fields.Date.context_today(self),
            stop=self._sql_of_company("dunning_stop_until", "date"),
            reason=self._sql_of_company("dunning_stop_reason", "text"),
            handed=self._sql_of_company("dunning_collection_date", "date"),
        )

    def _sql_of_company(self, name, kind):
        """A value of the payer that depends on the company."""
        return SQL(
            "(%s ->> sums.company_id::text)::%s",
            SQL.identifier("partner", name),
            SQL(kind),
        )

    def _sql_sums(self, items):
        """The id is made of payer and company, so that a page of the list is summed
        up from the items of its payers alone."""
        buckets = SQL(", ").join(
            SQL(
                "COALESCE(SUM(residual) FILTER (WHERE bucket = %s), 0) AS %s",
                bucket,
                SQL.identifier(name),
            )
            for bucket, name in (
                ("1", "overdue_30"),
                ("2", "overdue_60"),
                ("3", "overdue_90"),
                ("4", "overdue_more"),
            )
        )
        return SQL(
            """
            SELECT item.partner_id::bigint * 4096 + item.company_id AS id,
                   item.company_id, item.partner_id,
                   SUM(residual) AS balance,
                   COALESCE(SUM(residual) FILTER (WHERE residual < 0), 0) AS credit,
                   COALESCE(SUM(residual) FILTER (
                       WHERE residual > 0 AND bucket = '0'), 0) AS not_due,
                   COALESCE(SUM(residual) FILTER (WHERE bucket != '0'), 0) AS overdue,
                   %(buckets)s, COUNT(*) FILTER (WHERE residual > 0) AS item_count,
                   MIN(date_due) FILTER (WHERE residual > 0) AS oldest_due,
                   GREATEST(MAX(days_overdue) FILTER (WHERE residual > 0), 0)
                       AS days_overdue
              FROM (%(items)s) item
          GROUP BY item.company_id, item.partner_id
            HAVING SUM(residual) FILTER (WHERE residual > 0) > 0
            """,
            buckets=buckets,
            items=items,
        )

    def _sql_reminder(self):
        return SQL(
            """
            SELECT dunning.id, dunning.level, dunning.level_id, dunning.date
              FROM community_dunning dunning
             WHERE dunning.partner_id = sums.partner_id
               AND dunning.company_id = sums.company_id
               AND dunning.state IN %s
          ORDER BY dunning.level DESC LIMIT 1
            """,
            OPEN_STATES,
        )

    # ------------------------------------------------------------
    # What happens next
    # ------------------------------------------------------------

    @api.depends_context("uid", "lang")
    def _compute_next_step(self):
        dunnings = self.env["community.dunning"]
        today = fields.Date.context_today(self)
        for company, debtors in self.grouped("company_id").items():
            facts = dunnings._get_facts(debtors.partner_id, company, today)
            for debtor in debtors:
                fact = facts[debtor.partner_id]
                debtor.next_date = fact.verdict.next_date
                debtor.next_step = debtor._get_step_words(fact, today)

    def _get_step_words(self, fact, today):
        """What the verdict means, for people."""
        verdict, policy = fact.verdict, fact.policy
        if self.promise_date and self.promise_date >= today:
            date = format_date(self.env, self.promise_date)
            return self.env._("Promised by %(date)s", date=date)
        if self.stop_until:
            date = format_date(self.env, self.stop_until)
            return self.env._("Stopped until %(date)s", date=date)
        done = {
            "last": self.env._("Last level reached"),
            "settle": self.env._("Settled tonight"),
        }
        if not policy:
            return self.env._("No policy")
        if verdict.action in done or not verdict.next_level:
            return done.get(verdict.action, "")
        # sudo: names of levels, for whoever may see debtors.
        level = policy.sudo()._get_levels()[verdict.next_level - 1].name
        if "minimum" in verdict.reasons:
            return self.env._("%(level)s, when more is owed", level=level)
        return level
