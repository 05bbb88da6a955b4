from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

KNOWN, SENT, EARLIER = 100, 20, 10  # rows at most


class CommunityServiceForm(models.Model):
    """What the page on the officer's phone asks and sends."""

    _inherit = "community.service.form"

    client_key = fields.Char(
        readonly=True, copy=False, help="The form of the phone; sent twice, made once."
    )
    client_digest = fields.Char(
        readonly=True, copy=False, help="SHA-256 of what the phone sent."
    )
    client_user_id = fields.Many2one(
        "res.users", "Sent By", readonly=True, copy=False, ondelete="restrict"
    )

    _phone_once = models.UniqueIndex(
        "(client_user_id, client_key) WHERE client_key IS NOT NULL",
        "This form was sent already.",
    )

    @api.model
    def _get_derived(self):
        return super()._get_derived() | {
            "client_key",
            "client_digest",
            "client_user_id",
        }

    @api.model
    def _get_phone_state(self):
        """What the phone keeps for the time without network.

        :return: see `service_form_api.py`
        """
        self.check_access("read")
        company, user = self.env.company, self.env.user
        mine = Domain("user_id", "=", user.id) & Domain("company_id", "=", company.id)
        visits = self.search(mine & Domain("state", "=", "planned") & self._get_soon())
        visits = visits._in_route_order()
        sent = self.search(
            mine & Domain("state", "!=", "planned"), order="id DESC", limit=SENT
        )
        known = self._tell_customers(visits.partner_id | self._find_known(mine))
        currency = company.currency_id
        return {
            "user": {"id": user.id, "name": user.name},
            "currency": {
                "symbol": currency.symbol,
                "position": currency.position,
                "decimals": currency.decimal_places,
            },
            "types": self.env["community.service.type"]
            ._get_for_company(company)
            ._tell_phone(),
            "visits": [visit._tell_visit(known) for visit in visits],
            "customers": list(known.values()),
            "sent": [form._tell_sent() for form in sent],
        }

    @api.model
    def _get_soon(self):
        """Until tomorrow night, and whatever was not done before."""
        return Domain("date_from", "<", fields.Datetime.now() + timedelta(days=2))

    @api.model
    def _find_known(self, domain):
        """Customers that the officer served last."""
        rows = self._read_group(
            domain, ["partner_id"], [], order="date_from:max DESC", limit=KNOWN
        )
        people = self.env["res.partner"].union(*(row[0] for row in rows))
        return people._filtered_access("read").filtered("active")

    def _tell_visit(self, customers):
        self.ensure_one()
        # sudo: officers without tickets see the name of the one they go for.
        ticket = self.sudo().ticket_id
        return {
            "id": self.id,
            "number": self.number,
            "start": _tell_moment(self.date_from),
            "stop": _tell_moment(self.date_to),
            "type_id": self.type_id.id,
            "customer": customers[self.partner_id.id],
            "region": self.region_id.name or "",
            "ticket": f"{ticket.number} {ticket.name}" if ticket else None,
            "task": self.task or self.type_id.description or None,
        }

    def _tell_sent(self):
        self.ensure_one()
        words = dict(self._fields["state"]._description_selection(self.env))
        day = fields.Datetime.context_timestamp(self, self.date_from)
        return {
            "id": self.id,
            "number": self.number,
            "customer": self.partner_id.display_name,
            "day": fields.Date.to_string(day),
            "state": self.state,
            "state_words": words[self.state],
            "score": self.score,
            "objection": self.answer_words or "",
        }

    @api.model
    def _find_earlier(self, customer_id, serial):
        """Earlier visits of a customer, of one device when it is named."""
        self.check_access("read")
        account = self._find_customer(customer_id).commercial_partner_id
        domain = Domain("account_id", "=", account.id)
        domain &= Domain("state", "not in", ("planned", "cancelled"))
        domain &= Domain("company_id", "=", self.env.company.id)
        if serial:
            domain &= Domain("serial", "=", str(serial)[:200])
        return [
            {
                "number": form.number,
                "day": form._tell_sent()["day"],
                "type": form.type_id.name or "",
                "officer": form.user_id.name,
                "result": form.result or "",
            }
            for form in self.search(domain, limit=EARLIER)
        ]


def _tell_moment(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
