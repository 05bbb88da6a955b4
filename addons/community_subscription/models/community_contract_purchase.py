from urllib.parse import urlsplit

from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.tools import mute_logger


class CommunityContract(models.Model):
    """A subscription that somebody begins himself on the website."""

    _inherit = "community.contract"

    @api.model
    def _start_purchase(self, plan, holder, payer, day):
        """The draft of this purchase: a new one, or the one begun before.

        Nothing is owed yet; the draft is accepted on its own page.
        """
        company = self.env.company
        draft = self.search(
            [
                ("partner_id", "=", holder.id),
                ("plan_id", "=", plan.id),
                ("company_id", "=", company.id),
                ("state", "=", "draft"),
                ("is_bought_online", "=", True),
            ],
            limit=1,
        )
        if draft:
            draft.write({"date_start": day, "offered_on": fields.Datetime.now()})
            return draft
        values = {
            "plan_id": plan.id,
            "partner_id": holder.id,
            "payer_id": payer.id,
            "company_id": company.id,
            "user_id": False,
            "date_start": day,
            "is_bought_online": True,
            "offered_on": fields.Datetime.now(),
        }
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                return self.create(values)
        except IntegrityError:
            # The other tap was faster; its draft is on the list of contracts.
            return self.browse()

    def _bill_now(self):
        """Bill what is due today, after a step of the member on the portal.

        :return: what is open now; a failure is kept on the contract for the club
        """
        self._bill()
        return self._get_open_invoices()

    def _get_payment_path(self):
        """Where the member pays what is open, one invoice or several.

        Without host: browsers leave a page only for the host that it came from, and
        that is not always the one in the settings.
        """
        self.ensure_one()
        moves = self._get_open_invoices()
        if not moves:
            return f"/my/contracts/{self.id}"
        if len(moves) == 1:
            url = moves._get_pay_url()
        else:
            url = self.env["community.pay.link"]._issue(contract=self)[self.id]
        return urlsplit(url).path
