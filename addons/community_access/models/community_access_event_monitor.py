from datetime import timedelta

from odoo import fields, models

# How long after a swipe somebody may take to go through.
PATIENCE = timedelta(minutes=1)
TONES = {"allow": "success", "flag": "warning", "deny": "danger"}
ODD_KINDS = {
    "forced": "danger",
    "tamper": "danger",
    "fire_on": "danger",
    "device_lost": "danger",
    "not_passed": "secondary",
    "opened": "info",
}
PAYING = ("pay", "pay_surplus", "top_up")
MEMBER = (
    "accept",
    "ask_desk",
    "buy_visits",
    "choose_plan",
    "end_hold",
    "join",
    "renew",
)


class CommunityAccessEvent(models.Model):
    """One line of the gate monitor, and the one button that helps."""

    _inherit = "community.access.event"

    def _find_passages(self):
        """Those of these swipes after which somebody went through."""
        swipes = self.filtered(lambda event: event.kind == "swipe")
        if not swipes:
            return swipes
        passages = self.search(
            [
                ("gate_id", "in", swipes.gate_id.ids),
                ("occurred_at", ">=", min(swipes.mapped("occurred_at"))),
                ("kind", "=", "passed"),
            ],
            order="occurred_at",
            limit=1000,
        )
        numbers = set(passages.mapped("swipe_uuid"))
        by_band = passages.grouped(
            lambda one: (one.gate_id.id, one.side, one.credential_id.id)
        )
        return swipes.filtered(
            lambda event: event.uuid in numbers or event._is_followed_by_one_of(by_band)
        )

    def _is_followed_by_one_of(self, by_band):
        key = (self.gate_id.id, self.side, self.credential_id.id)
        if self.verdict == "deny" or not self.credential_id:
            return False
        return any(
            not one.swipe_uuid
            and self.occurred_at <= one.occurred_at <= self.occurred_at + PATIENCE
            for one in by_band.get(key, ())
        )

    def _to_monitor(self, has_passed):
        """What a guard may know of it: photo, name, verdict, reason, what helps."""
        self.ensure_one()
        labels = dict(self._fields["kind"]._description_selection(self.env))
        if self.kind == "swipe":
            labels = dict(self._fields["verdict"]._description_selection(self.env))
        fix = self._get_fix_button() if self.verdict == "deny" else None
        return {
            "id": self.id,
            "kind": self.kind,
            "gate": self.gate_id.id,
            "gate_name": self.gate_id.name,
            "side": self.side or "",
            "at": fields.Datetime.to_string(self.occurred_at),
            "name": self._get_person_name(),
            "photo": self._get_photo(),
            "tone": self._get_tone(),
            "label": labels.get(self._get_label_key(), ""),
            "reason": self._get_reason_words(),
            "has_passed": has_passed,
            "fix": fix,
        }

    def _get_label_key(self):
        return self.verdict if self.kind == "swipe" else self.kind

    def _get_tone(self):
        if self.kind == "swipe":
            return TONES.get(self.verdict, "secondary")
        return ODD_KINDS.get(self.kind, "secondary")

    def _get_person_name(self):
        if self.partner_id:
            return self.partner_id.name
        if self.credential_id:
            return self.credential_id.display_name
        if self.kind == "swipe":
            return self.env._("Unknown Band")
        return self.user_id.name or self.gate_id.name

    def _get_photo(self):
        if not self.partner_id:
            return ""
        stamp = int(self.partner_id.write_date.timestamp())
        return f"/web/image/res.partner/{self.partner_id.id}/avatar_512?unique={stamp}"

    def _get_fix_button(self):
        """(code, label) of the one thing that helps; opening once always does."""
        user = self.env.user
        is_desk = user.has_group("community_access.group_access_desk")
        if is_desk and self.partner_id and self.fix in PAYING:
            if user.has_group("account.group_account_invoice"):
                return {"code": "payment", "label": self.env._("Register Payment")}
            if user.has_group("community_subscription.group_subscription_officer"):
                return {"code": "pay_link", "label": self.env._("Send Pay Link")}
        if is_desk and self.partner_id and self.fix in (*PAYING, *MEMBER):
            return {"code": "member", "label": self.env._("Open Member")}
        return {"code": "open_once", "label": self.env._("Open Once")}

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_fix(self):
        """What the button of a refusal does; rights are those of what it opens."""
        self.ensure_one()
        self.check_access("read")
        code = self._get_fix_button()["code"]
        contracts = self._get_contracts_with_debt() if self.partner_id else None
        if contracts and code == "pay_link":
            return contracts.action_send_pay_link()
        if contracts and code == "payment":
            return self._register_payment(contracts)
        return self.action_open_person()

    def action_open_person(self):
        """The member, or the band, or what happened."""
        self.ensure_one()
        self.check_access("read")
        if self.partner_id:
            return self.partner_id.action_open_member()
        return self.action_open_event()

    def _get_contracts_with_debt(self):
        return self.env["community.contract"].search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("overdue_since", "!=", False),
            ]
        )

    def _register_payment(self, contracts):
        moves = self.env["account.move"].search(
            [
                ("community_contract_id", "in", contracts.ids),
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("payment_state", "in", ("not_paid", "partial")),
            ]
        )
        if not moves:
            return self.action_open_person()
        return moves.action_register_payment()

    def action_open_event(self):
        """What happened, with all of its reasons."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
