import secrets
from datetime import timedelta
from hashlib import sha256

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL, mute_logger

LINK_GOOD_FOR = timedelta(minutes=30)
KEPT_SCANS = timedelta(days=7)  # after the doors closed, for scans that wait
SEEN_EVERY = timedelta(seconds=20)


class CommunityCheckinDevice(models.Model):
    """A steward's phone: may scan at one gate until it is taken back.

    The phone holds a token; here is only its hash. A steward may only scan, a
    supervisor may also search by name.
    """

    _name = "community.checkin.device"
    _description = "Steward's Phone"
    _inherit = "community.member.card.number.guard"
    _order = "id DESC"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True, readonly=True)
    gate_id = fields.Many2one(
        "community.checkin.gate", required=True, index=True, ondelete="cascade"
    )
    event_id = fields.Many2one(
        related="gate_id.event_id", store=True, index=True, precompute=True
    )
    role = fields.Selection(
        [("steward", "Steward"), ("supervisor", "Supervisor")],
        required=True,
        default="steward",
        help="A steward only scans. A supervisor also searches by name and may let in "
        "by hand.",
    )
    user_id = fields.Many2one(
        "res.users",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Who opened the scan page from Odoo; works as long as this user may.",
    )
    token_hash = fields.Char(readonly=True, copy=False, groups="base.group_system")
    link_hash = fields.Char(readonly=True, copy=False, groups="base.group_system")
    link_until = fields.Datetime(readonly=True, copy=False)
    expires_at = fields.Datetime(readonly=True, copy=False)
    last_seen_at = fields.Datetime(readonly=True, copy=False)
    settled_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="When the phone last said that it holds no scan.",
    )
    waiting_scans = fields.Integer(
        readonly=True,
        copy=False,
        help="Scans that the phone holds and has not sent yet.",
    )
    waiting_since = fields.Datetime(readonly=True, copy=False)
    stage = fields.Selection(
        [("new", "Waits for the Phone"), ("ready", "Ready"), ("back", "Taken Back")],
        "Status",
        compute="_compute_stage",
    )

    _token_uniq = models.UniqueIndex(
        "(token_hash) WHERE token_hash IS NOT NULL", "A token is given once."
    )
    _link_uniq = models.UniqueIndex(
        "(link_hash) WHERE link_hash IS NOT NULL", "A link is given once."
    )

    @api.depends("active", "expires_at")
    def _compute_stage(self):
        for device in self:
            ready = "ready" if device.expires_at else "new"
            device.stage = ready if device.active else "back"

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_show_link(self):
        """A new link that is opened on the phone once; earlier ones are void."""
        self.ensure_one()
        self.check_access("write")
        link = self.get_base_url() + self._issue_link()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add a Phone"),
            "res_model": "community.checkin.enrol",
            "view_mode": "form",
            "target": "new",
            "context": {"default_device_id": self.id, "default_link": link},
        }

    def action_take_back(self):
        """The phone stops at once and forgets its list when it next has network."""
        self.check_access("write")
        # sudo: the hashes are nobody's to read; the right is checked.
        self.sudo().write(
            {
                "active": False,
                "token_hash": False,
                "link_hash": False,
                "expires_at": False,
            }
        )
        return True

    def action_give_back(self):
        """The user may open the own scan page again."""
        self.check_access("write")
        # sudo: that a phone works again is written by the suite; the right is checked.
        self.sudo().active = True
        return True

    # ------------------------------------------------------------
    # ENROLMENT
    # ------------------------------------------------------------

    def _may_choose_gate(self):
        """Phones stay at the gate they were given to; supervisors go round."""
        return bool(self.user_id) or self.role == "supervisor"

    @api.model
    def _hash(self, token):
        return sha256(token.encode()).hexdigest()

    def _issue_link(self):
        """:return: the path that makes a browser this device, shown only now"""
        self.ensure_one()
        token = secrets.token_urlsafe(32)
        # sudo: the caller may write devices; hashes are nobody's to read.
        self.sudo().write(
            {
                "active": True,
                "link_hash": self._hash(token),
                "link_until": fields.Datetime.now() + LINK_GOOD_FOR,
            }
        )
        return f"/checkin/gate/enrol/{token}"

    @api.model
    def _find_by_link(self, token):
        """The device of a link that was not used yet."""
        # sudo: whoever holds the link.
        return (
            self.sudo()
            .search(
                [
                    ("link_hash", "=", self._hash(token or "")),
                    ("link_until", ">=", fields.Datetime.now()),
                ]
            )
            .filtered(lambda device: device._is_owner_allowed())
        )

    def _enrol(self):
        """The browser that opened the link is this device from now on.

        A phone that had the role before loses it: there is one token.

        :return: the token, for the cookie alone
        """
        self.ensure_one()
        token = secrets.token_urlsafe(48)
        closes_at, now = self.event_id.checkin_closes_at, fields.Datetime.now()
        # sudo: whoever held the link; callers checked that.
        self.sudo().write(
            {
                "token_hash": self._hash(token),
                "link_hash": False,
                "link_until": False,
                "expires_at": max(closes_at, now) + KEPT_SCANS,
                "last_seen_at": now,
                "settled_at": self.settled_at or now,
            }
        )
        return token

    @api.model
    def _find_by_token(self, token):
        """The device whose cookie this is, empty when it may not scan any more."""
        # sudo: a phone without log-in.
        devices_sudo = self.sudo()
        if not token or not isinstance(token, str):
            return devices_sudo.browse()
        device_sudo = devices_sudo.search(
            [
                ("token_hash", "=", self._hash(token)),
                ("expires_at", ">=", fields.Datetime.now()),
            ]
        )
        return device_sudo if device_sudo._is_owner_allowed() else devices_sudo.browse()

    def _is_owner_allowed(self):
        """A page that a user opened ends with the user's right, and when this browser
        is logged out: the next one at a shared computer is somebody else.
        """
        user_sudo = self.user_id
        if not user_sudo:
            return bool(self)
        if user_sudo.id != self.env.uid:
            return False
        may = user_sudo.has_group("event.group_event_registration_desk")
        company = self.event_id.company_id
        here = not company or company in user_sudo.company_ids
        return user_sudo.active and may and here

    def _note_seen(self):
        """Now and then: requests of one phone are not to wait for each other."""
        self.ensure_one()
        now = fields.Datetime.now()
        if not self.last_seen_at or now - self.last_seen_at > SEEN_EVERY:
            self.last_seen_at = now

    def _take_turn(self, nonce):
        """One request at a time for each scan; others of this phone do not wait.

        :raises ConcurrencyError: the same scan is decided in this moment by another
            request; this one starts over, and finds it
        """
        self.ensure_one()
        self.env.cr.execute(
            SQL("SELECT pg_try_advisory_xact_lock(%s, hashtext(%s))", self.id, nonce)
        )
        if not self.env.cr.fetchone()[0]:
            raise ConcurrencyError(self.env._("This scan is being decided."))

    def _keep_rows(self, rows):
        """Attempts of this phone, each once.

        :param rows: list of values, see ``community.checkin.attempt._prepare_row``
        :raises ConcurrencyError: the same scan is kept by another request in this
            moment; this one starts over and finds it
        """
        attempts = self.env["community.checkin.attempt"]
        try:
            # What the index refuses is found by starting over: no error for the log.
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                kept = attempts._with_pen().create(rows)
        except UniqueViolation as error:
            raise ConcurrencyError from error
        return attempts.browse(kept.ids)
