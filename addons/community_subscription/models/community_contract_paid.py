from odoo import fields, models
from odoo.tools import SQL


class CommunityContract(models.Model):
    """How far a contract is paid."""

    _inherit = "community.contract"

    granted_until = fields.Date(
        "Membership Until",
        readonly=True,
        copy=False,
        help="Last day of membership that the payments of this contract give.",
    )

    def _after_payment(self):
        """After a payment or its undoing: how far is it paid, and in which state."""
        self._refresh_state()

    def _refresh_paid_until(self, day):
        """The end of the last stretch up to which all are paid, or free.

        :return: {contract: last day of membership that it gave before}, of those that
            give another one now
        """
        before = {contract: contract.granted_until for contract in self}
        found = self._get_paid_days(day)
        for contract in self:
            paid, running = found.get(contract.id, (None, None))
            last = contract.close_date
            if last and paid and paid > last:
                paid = last
            contract._set_if_other("paid_until", paid or False)
            contract._refresh_granted(paid, running)
        return {
            contract: old
            for contract, old in before.items()
            if contract.granted_until != old
        }

    def _refresh_granted(self, paid, running):
        """In arrears nothing is paid ahead: the running stretch counts as paid."""
        granted = paid
        if self.plan_id.billing_mode == "arrears" and self._gives_access():
            granted = max(filter(None, (paid, running)), default=None)
        if not self.plan_id.grants_membership:
            granted = None
        self._set_if_other("granted_until", granted or False)

    def _get_paid_days(self, day):
        """{contract id: (last paid day, last day of the stretch that runs)}

        Of each stretch the first row counts whose invoice was not cancelled, and it
        ends where the last billed row says: another plan cuts it short. Rows that are
        free count once they begin: a hold without an end pays nothing ahead. What
        a credit note took back counts neither as paid nor as open: what was paid after
        it stays paid.
        """
        self.env["community.contract.period"].flush_model()
        self.env["account.move.line"].flush_model(["product_id", "price_subtotal"])
        self.env["account.move"].flush_model(
            [
                "state",
                "payment_state",
                "move_type",
                "amount_total",
                "reversed_entry_id",
                "community_replaces_id",
            ]
        )
        rows = self.env.execute_query(self._sql_paid_days(day))
        return {row[0]: (row[1], row[2]) for row in rows}

    def _sql_paid_days(self, day):
        return SQL(
            """
            WITH picked AS MATERIALIZED (%(picked)s),
            found AS (
                SELECT period.contract_id, period.date_from, period.date_to,
                       picked.is_paid, %(is_credited)s AS is_credited
                  FROM picked
                  JOIN community_contract_period period ON period.id = picked.period_id
                  LEFT JOIN account_move move ON move.id = picked.move_id
            ),
            ends AS (%(ends)s),
            stretch AS (
                SELECT found.contract_id, found.date_from, found.is_paid,
                       COALESCE(ends.date_to, found.date_to) AS date_to
                  FROM found LEFT JOIN ends USING (contract_id, date_from)
                 WHERE NOT found.is_credited
            ),
            first_open AS (
                SELECT contract_id, min(date_from) AS date_from
                  FROM stretch WHERE NOT is_paid GROUP BY contract_id
            )
            SELECT stretch.contract_id,
                   max(date_to) FILTER (WHERE first_open.date_from IS NULL
                       OR stretch.date_from < first_open.date_from),
                   max(date_to) FILTER (WHERE stretch.date_from <= %(day)s)
              FROM stretch LEFT JOIN first_open USING (contract_id)
             GROUP BY stretch.contract_id
            """,
            day=day,
            picked=self._sql_standing_rows(day),
            ends=self._sql_stretch_ends(),
            is_credited=self.env["account.move"]._sql_is_credited(),
        )

    def _sql_standing_rows(self, day):
        """Of each stretch the first row whose invoice stands, and whether it is paid.

        Apart from what is asked about credit notes: the planner weighs that for each
        row, and there are more rows than stretches.
        """
        return SQL(
            """
            SELECT DISTINCT ON (period.contract_id, period.date_from)
                   period.id AS period_id, move.id AS move_id,
                   CASE period.state
                       WHEN 'free' THEN period.date_from <= %(day)s
                       WHEN 'billed' THEN move.state = 'posted' AND (
                           move.move_type = 'out_refund'
                           OR move.payment_state IN
                              ('paid', 'in_payment', 'reversed'))
                       ELSE FALSE END AS is_paid
              FROM community_contract_period period
              LEFT JOIN account_move move ON move.id = %(standing)s
             WHERE period.contract_id = ANY(%(ids)s)
               AND period.kind IN ('period', 'adjust')
               AND move.state IS DISTINCT FROM 'cancel'
             ORDER BY period.contract_id, period.date_from, period.id
            """,
            ids=list(self.ids),
            day=day,
            standing=self.env["account.move"]._sql_standing_move(),
        )

    def _sql_stretch_ends(self):
        """Each billed stretch ends where its last row says."""
        return SQL(
            """
            SELECT DISTINCT ON (period.contract_id, period.date_from)
                   period.contract_id, period.date_from, period.date_to
              FROM community_contract_period period
              JOIN account_move move ON move.id = period.move_id
             WHERE period.contract_id = ANY(%s)
               AND period.kind IN ('period', 'adjust')
               AND period.state = 'billed' AND move.state != 'cancel'
             ORDER BY period.contract_id, period.date_from, period.id DESC
            """,
            list(self.ids),
        )
