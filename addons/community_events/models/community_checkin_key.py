from odoo import api, fields, models


class CommunityCheckinKey(models.Model):
    """A key pair that lives in a member's browser and cannot be copied out of it.

    Only its public half is here. It says "the same browser as before", nothing more.
    """

    _name = "community.checkin.key"
    _description = "Browser Key"
    _order = "last_used_at DESC, id DESC"

    partner_id = fields.Many2one(
        "res.partner",
        "Member",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="Who used it first.",
    )
    fingerprint = fields.Char(required=True, readonly=True)
    public_key = fields.Char(required=True, readonly=True)
    first_used_at = fields.Datetime(readonly=True, default=fields.Datetime.now)
    last_used_at = fields.Datetime(readonly=True)
    attempt_ids = fields.One2many("community.checkin.attempt", "key_id")

    _fingerprint_uniq = models.UniqueIndex(
        "(fingerprint)", "This browser is known already."
    )

    @api.model
    def _find(self, fingerprint):
        # sudo: members come in without rights on keys.
        return self.sudo().search([("fingerprint", "=", fingerprint)])

    @api.model
    def _use(self, trace, partner):
        """The key that signed; whoever uses it first is its owner.

        A key that signed nothing is not taken down: anybody could name one.

        :param trace: see ``event.event._check_in_member``
        """
        if not (trace["fingerprint"] and trace["is_signed"]):
            return self.browse()
        key_sudo = self._find(trace["fingerprint"])
        now = fields.Datetime.now()
        if key_sudo:
            key_sudo.last_used_at = now
            return key_sudo
        return key_sudo.create(
            {
                "partner_id": partner.id,
                "fingerprint": trace["fingerprint"],
                "public_key": trace["public_key"],
                "last_used_at": now,
            }
        )

    def _get_users(self, event=None):
        """Who came in with this browser: at one event, or ever."""
        # sudo: who else used the phone counts, whoever is judged.
        attempts_sudo = self.env["community.checkin.attempt"].sudo()
        domain = [("key_id", "in", self.ids), ("verdict", "!=", "deny")]
        if event:
            domain.append(("event_id", "=", event.id))
        rows = attempts_sudo._read_group(domain, ["partner_id"])
        return self.env["res.partner"].union(*(partner for (partner,) in rows))
