from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.tools import mute_logger

KEPT = timedelta(days=90)
WAITS = timedelta(days=1)
AT_ONCE = 500


class CommunityNoticeReceipt(models.Model):
    """What a provider reported about a message, kept until it could be noted.

    Reports come twice, in the wrong order, and before the sender has noted the
    message's number. They are written down at once and applied to messages nobody
    holds; the rest follows a minute later.
    """

    _name = "community.notice.receipt"
    _description = "Delivery Receipt"
    _order = "id DESC"
    _rec_name = "message_id"

    provider = fields.Char(required=True, readonly=True)
    message_id = fields.Char("Provider's Reference", required=True, readonly=True)
    reference = fields.Char("Our Reference", readonly=True)
    number = fields.Char(required=True, default="", readonly=True)
    state = fields.Selection(
        [
            ("sent", "Sent"),
            ("delivered", "Delivered"),
            ("read", "Read"),
            ("failed", "Failed"),
        ],
        required=True,
        readonly=True,
    )
    reason = fields.Char(readonly=True)
    detail = fields.Char(readonly=True)
    received_at = fields.Datetime(
        required=True, default=fields.Datetime.now, readonly=True
    )
    is_done = fields.Boolean("Noted", readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )

    _once = models.UniqueIndex(
        "(provider, message_id, COALESCE(reference, ''), number, state)",
        "This receipt is known already.",
    )
    _open = models.Index("(id) WHERE NOT is_done")

    @api.model
    def _receive(self, provider, company, receipts):
        """Write down receipts that are new and apply those that can be.

        :param receipts: dicts with message_id, state and perhaps reference, number,
            reason and detail. Called for a provider that proved who it is.
        """
        rows = {}
        for receipt in receipts:
            values = {
                "provider": provider,
                "company_id": company.id,
                "message_id": receipt.get("message_id") or "",
                "reference": receipt.get("reference") or False,
                "number": receipt.get("number") or "",
                "state": receipt["state"],
                "reason": receipt.get("reason") or False,
                "detail": receipt.get("detail") or False,
            }
            rows.setdefault(self._key(values), values)
        if not rows:
            return self.browse()
        messages = list({values["message_id"] for values in rows.values()})
        known = self.search(
            [("provider", "=", provider), ("message_id", "in", messages)]
        )
        for receipt in known:
            rows.pop(self._key(receipt), None)
        created = self._create_new(list(rows.values()))
        created._apply()
        return created

    @api.model
    def _create_new(self, rows):
        """Create records whose unique key another call may be writing just now."""
        try:
            with self.env.cr.savepoint(), mute_logger("odoo.sql_db"):
                return self.create(rows)
        except UniqueViolation:
            if len(rows) == 1:
                return self.browse()
        return self.union(*(self._create_new([row]) for row in rows))

    def _key(self, values):
        return (
            values["message_id"],
            values["reference"] or "",
            values["number"],
            values["state"],
        )

    def _apply(self):
        """Note these receipts in the log; those of messages being sent stay open."""
        deliveries = self._find_deliveries()
        free = self.browse()
        found = self.env["community.notice.delivery"].union(*deliveries.values())
        locked = found.try_lock_for_update()
        for receipt in self.sorted("id"):
            delivery = deliveries.get(receipt.id)
            if delivery is None:
                free += receipt._apply_to_trackers()
            elif delivery in locked:
                delivery._set_outcome(
                    receipt.state,
                    reason=receipt._get_reason(),
                    detail=receipt.detail or None,
                    provider_message_id=receipt.message_id or None,
                )
                free += receipt
        free.is_done = True
        if free != self:
            # sudo: only the system may wake its job
            self.env.ref("community_notify.ir_cron_receipts").sudo()._trigger(
                at=fields.Datetime.now() + timedelta(minutes=1)
            )

    def _get_reason(self):
        """A reason the log knows; none while nothing failed."""
        if self.state != "failed":
            return None
        known = dict(self.env["community.notice.delivery"]._fields["reason"].selection)
        return self.reason if self.reason in known else "rejected"

    def _find_deliveries(self):
        """Return the message of each receipt that has one, by our or their number."""
        Delivery = self.env["community.notice.delivery"]
        ids = {}
        for receipt in self:
            delivery_id = Delivery._read_reference(receipt.reference)
            if delivery_id:
                ids[receipt.id] = delivery_id
        by_id = {x.id: x for x in Delivery.browse(set(ids.values())).exists()}
        by_uuid = Delivery.search(
            [("sms_uuid", "in", [x for x in self.mapped("reference") if x])]
        ).grouped("sms_uuid")
        by_message = Delivery.search(
            [("provider_message_id", "in", [x for x in self.mapped("message_id") if x])]
        ).grouped("provider_message_id")
        found = {}
        for receipt in self:
            delivery = by_id.get(ids.get(receipt.id)) or by_uuid.get(receipt.reference)
            if not delivery:
                same = by_message.get(receipt.message_id, Delivery)
                delivery = same.filtered(receipt._is_number_of)[:1]
            if delivery and delivery.company_id == receipt.company_id:
                found[receipt.id] = delivery
        return found

    def _is_number_of(self, delivery):
        """Whether a message went to this receipt's number; jobs hold many messages."""
        return not self.number or (delivery.address or "").endswith(self.number)

    def _apply_to_trackers(self):
        """Tell core's notifications; return the receipt if there was any."""
        # sudo: trackers are the system's own records
        Tracker = self.env["sms.tracker"].sudo()
        trackers = Tracker.search([("sms_uuid", "=", self.reference or "-")])
        if not trackers and self.message_id:
            trackers = Tracker.search(
                [("provider_message_id", "=", self.message_id)]
            ).filtered(lambda x: (x.provider_number or "").endswith(self.number))
        for tracker in trackers:
            if self.state in ("delivered", "read"):
                tracker._action_update_from_sms_state("sent")
            elif self.state == "failed":
                tracker._action_update_from_sms_state(
                    "error", failure_type="sms_server", failure_reason=self.detail
                )
        return self if trackers else self.browse()

    @api.model
    def _cron_apply(self):
        """Note what could not be noted before; give up on what nobody sent."""
        now = fields.Datetime.now()
        self.search([("is_done", "=", False), ("received_at", "<", now - WAITS)]).write(
            {"is_done": True}
        )
        self.search([("is_done", "=", False)], limit=AT_ONCE, order="id")._apply()

    @api.autovacuum
    def _gc_receipts(self):
        old = [
            ("received_at", "<", fields.Datetime.now() - KEPT),
            ("is_done", "=", True),
        ]
        self.search(old, limit=10000).unlink()
