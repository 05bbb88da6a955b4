from odoo import fields
from odoo.tools import SQL


def sql_rates(env):
    """The table rates(company_id, currency_id, rate) as of today.

    ``amount * rate`` is in the currency of the company. All rows of a report are turned
    with one rate: otherwise movements of a rate would look like movements of revenue.
    """
    today = fields.Date.context_today(env.user)
    currencies = env["res.currency"].with_context(active_test=False).search([])
    rows = []
    for company in env.companies:
        rates = currencies._get_rates(company, today)
        own = rates[company.currency_id.id]
        rows += [
            SQL(
                "(%s, %s, %s::numeric)",
                company.id,
                currency.id,
                own / rates[currency.id],
            )
            for currency in currencies
        ]
    return SQL(
        "(VALUES %s) AS rates(company_id, currency_id, rate)", SQL(", ").join(rows)
    )
