import secrets
from datetime import timedelta
from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import box_report, box_wire

PAIRING_MINUTES = 15
CLOSED_STATES = ("new", "revoked")


class CommunityAccessBox(models.Model):
    """How a box becomes ours, and how it stops being so.

    The link holds a token that no table holds. The first box that comes with it is
    bound to it; from then on the token is good together with that box's name alone.
    """

    _inherit = "community.access.box"

    def action_pair(self):
        """Shows a new link; a paired box stays so until another comes with it."""
        self.ensure_one()
        self.check_access("write")
        # sudo: nobody may read or write what secrets follow from.
        box = self.sudo()
        box.write(
            {
                "pairing_salt": secrets.token_hex(32),
                "pairing_until": fields.Datetime.now()
                + timedelta(minutes=PAIRING_MINUTES),
                "state": "pairing" if box.state in CLOSED_STATES else box.state,
            }
        )
        self.message_post(body=self.env._("A link for pairing was made."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Connect a Box"),
            "res_model": "community.access.box.pair",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_box_id": self.id,
                "default_link": box._get_pairing_link(),
            },
        }

    def action_revoke(self):
        """The box gets no answer any more, and no command reaches it."""
        self.check_access("write")
        # sudo: nobody may read or write what secrets follow from.
        for box in self.sudo():
            box.write(
                {
                    "state": "revoked",
                    "salt": False,
                    "pairing_salt": False,
                    "pairing_until": False,
                    "channel": secrets.token_hex(32),
                    "is_lost": False,
                }
            )
            box.device_ids.write({"is_connected": False})
            box._forget_alert()

    def _get_pairing_link(self):
        """What the stock box expects: all four keys, and no other."""
        query = {
            "token": self._get_token("pairing_salt"),
            "db_uuid": "",
            "enterprise_code": "",
            "db_name": self.env.cr.dbname,
        }
        return f"{self.get_base_url()}?{urlencode(query)}"

    def _get_token(self, salt="salt"):
        self.ensure_one()
        # sudo: the salt is nobody's to read.
        return self._derive_token(self.sudo()[salt])

    @api.model
    def _derive_token(self, salt):
        # sudo: the secret of the database is nobody's to read.
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        return box_wire.derive_token(secret, salt or "")

    def _get_key(self):
        return box_wire.derive_key(self._get_token())

    @api.model
    def _find_paired(self, identifier):
        """The box of this name, without a look at any secret."""
        name = box_report.text(identifier)
        if not name:
            return self.browse()
        return self.search([("identifier", "=", name), ("state", "=", "paired")])

    @api.model
    def _find_pairing(self, token):
        """The box that this token was made for, as long as it may be bound."""
        waiting = self.search(
            [
                ("pairing_until", ">=", fields.Datetime.now()),
                ("pairing_salt", "!=", False),
            ]
        )
        for box in waiting:
            if box_wire.is_same(box._get_token("pairing_salt"), token):
                return box
        return self.browse()

    def _bind(self, identifier):
        """From now on the token is good for this box alone.

        :raises UserError: the box is paired as another one
        """
        self.ensure_one()
        name = box_report.text(identifier)
        if not name:
            raise UserError(self.env._("The box did not say its name."))
        if self._find_paired(name) - self:
            self.message_post(
                body=self.env._(
                    "The box %(identifier)s came with the link, but it is paired "
                    "already. Revoke it there first.",
                    identifier=name,
                )
            )
            raise UserError(self.env._("This box is paired already."))
        is_other = self.identifier != name
        self.write(
            {
                "state": "paired",
                "identifier": name,
                "salt": self.pairing_salt,
                "pairing_salt": False,
                "pairing_until": False,
                "channel": secrets.token_hex(32),
                "paired_at": fields.Datetime.now(),
                "last_seen": fields.Datetime.now(),
                **({"epoch": False, "acked": 0} if is_other else {}),
            }
        )

    def _set_up(self, about, devices):
        """What the box tells when it starts, and whenever its devices change.

        :return: name of the channel on which it listens
        """
        self.ensure_one()
        values = {
            "mac": box_report.text(about.get("mac")),
            "ip": box_report.text(about.get("ip")),
            "version": box_report.text(about.get("version")),
        }
        self._write_changes(values)
        self.env["community.access.box.device"]._take_stock(
            self, box_report.read_devices(devices)
        )
        self._hear()
        return self.channel
