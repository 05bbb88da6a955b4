import json
from datetime import timedelta

from odoo import api, fields, models

# What helps by a page of the portal; the rest is said in words.
PAGES = {
    "pay": "/my/pay",
    "renew": "/my/contracts?show=ended",
    "accept": "/my/contracts",
    "end_hold": "/my/contracts",
    "top_up": "/my/wallet",
    "pay_surplus": "/my/wallet",
    "choose_plan": "/subscriptions",
    "buy_visits": "/subscriptions",
}
REFUSED_DAYS = timedelta(days=7)


class ResPartner(models.Model):
    """What opens for somebody now, and why not: gates are asked, nothing is kept."""

    _inherit = "res.partner"

    def _get_access_outlook(self, company):
        """One answer for each zone of each house.

        :return: dict: ``houses`` [(house, rows)], ``common`` the reason that holds for
            all of them, ``credential`` by which the gates were asked
        """
        self.ensure_one()
        credentials = self._get_access_credentials(company)
        credential = credentials.filtered(lambda one: one.state == "issued")[:1]
        credential = credential or credentials[:1]
        rows = credential._foresee_zones() if credential else []
        codes = {row["code"] for row in rows}
        is_common = rows and not any(row["opens"] for row in rows) and len(codes) == 1
        houses, offered = {}, set()
        for row in rows:
            # One button for each way out, however many doors it opens.
            url = row["action"] and row["action"]["url"]
            row["shows_action"] = url and url not in offered and not is_common
            offered.add(url)
            houses.setdefault(row["zone"].site_id, []).append(row)
        return {
            "houses": list(houses.items()),
            "common": rows[0] if is_common else None,
            "credential": credential,
        }

    # ---- refused lately ---------------------------------------------------------

    def _get_access_refusal(self, company):
        """Why the gate refused lately, and what helps; nothing once it was solved.

        :return: dict of ``event``, ``day``, ``time``, ``sentence``, ``is_solved``,
            ``action``; None when the last swipe let in
        """
        self.ensure_one()
        event = self.env["community.access.event"].search(
            [
                ("partner_id", "=", self.id),
                ("company_id", "=", company.id),
                ("kind", "in", ("swipe", "passed", "opened")),
                ("occurred_at", ">=", fields.Datetime.now() - REFUSED_DAYS),
            ],
            limit=1,
        )
        if event.verdict != "deny" or event.kind != "swipe":
            return None
        return self._prepare_access_refusal(event)

    def _prepare_access_refusal(self, event):
        site = event.gate_id.site_id
        reason = (json.loads(event.reasons or "[]") or [{}])[0]
        foresight = (
            event.gate_id._foresee(event.credential_id, event.side)
            if event.credential_id
            else None
        )
        is_solved = bool(foresight and foresight.opens)
        return {
            "event": event,
            "gate": event.gate_id.name,
            "day": site._say_day(event.occurred_at),
            "time": site._say_time(event.occurred_at),
            "sentence": self._say_access_reason(reason, event.company_id),
            "is_solved": is_solved,
            "action": None if is_solved else self._get_way_out(event.fix or ""),
        }

    # ---- words ---------------------------------------------------------------------

    @api.model
    def _get_way_out(self, fix):
        """The one thing to do about a reason: label and page, None where none helps."""
        labels = {
            "pay": self.env._("Pay now"),
            "renew": self.env._("Renew"),
            "accept": self.env._("Read and accept"),
            "end_hold": self.env._("End the hold"),
            "top_up": self.env._("Top up"),
            "pay_surplus": self.env._("Pay for the longer stay"),
            "choose_plan": self.env._("See the plans"),
            "buy_visits": self.env._("Buy visits"),
        }
        if fix not in PAGES:
            return None
        return {"url": PAGES[fix], "label": labels[fix], "fix": fix}
