from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

ENDINGS = {
    "returned": ("issued", "blocked", "lost", "stolen"),
    "lost": ("issued", "blocked"),
    "stolen": ("issued", "blocked"),
}


class CommunityAccessCredential(models.Model):
    """What happens to a band: given out, blocked, lost, swapped, brought back."""

    _inherit = "community.access.credential"

    def _issue(self, partner, deposit=0.0, instead_of=None):
        """Somebody gets the band, and it opens what he has rights for at once.

        :param instead_of: band of the same person that this one replaces
        :raises UserError: when somebody holds it, or it is out of use
        """
        self.ensure_one()
        self.lock_for_update(allow_referencing=True)
        if self.state not in ("stock", "returned"):
            raise UserError(self._get_held_words())
        self.sudo().write(  # sudo: the state changes by these steps alone
            {
                "state": "issued",
                "partner_id": partner.id,
                "issued_on": fields.Datetime.now(),
                "deposit_paid": deposit,
            }
        )
        self.env["community.access.holding"]._with_pen().create(
            {
                "credential_id": self.id,
                "partner_id": partner.id,
                "date_from": fields.Datetime.now(),
                "deposit": deposit,
                "user_id": self.env.uid,
            }
        )
        return self

    def _get_held_words(self):
        self.ensure_one()
        states = dict(self._fields["state"]._description_selection(self.env))
        if not self.partner_id:
            return self.env._(
                "%(band)s is marked “%(state)s”. Take it back first.",
                band=self.display_name,
                state=states[self.state],
            )
        return self.env._(
            "%(band)s is held by %(name)s since %(date)s. Take it back first.",
            band=self.display_name,
            name=self.partner_id.name,
            date=format_date(self.env, self.issued_on),
        )

    def _end(self, state, reason=None):
        """The band opens nothing from this moment on.

        :param state: ``returned``, ``lost`` or ``stolen``
        """
        for credential in self:
            credential.lock_for_update(allow_referencing=True)
            if credential.state not in ENDINGS[state]:
                raise UserError(credential._get_held_words())
            holdings = credential.holding_ids.filtered(lambda one: not one.date_to)
            holdings._with_pen().write(
                {
                    "date_to": fields.Datetime.now(),
                    "reason": reason or state,
                    "user_end_id": self.env.uid,
                }
            )
            values = {"state": state}
            if state == "returned":
                values.update(partner_id=False, deposit_paid=0.0)
            credential._set_state(values)
        return True

    def _set_state(self, values):
        """Hook: other parts of the suite follow, such as the wallet."""
        before = self.state
        self.sudo().write(values)  # sudo: the state changes by these steps alone
        self._after_state(before, self.state)

    def _after_state(self, old, new):
        """Hook, after the state of one credential has changed."""

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_block(self):
        """It opens nothing until it is unblocked."""
        return self._switch("issued", "blocked")

    def action_unblock(self):
        return self._switch("blocked", "issued")

    def _switch(self, old, new):
        self.check_access("write")
        for credential in self:
            if credential.state != old:
                raise UserError(credential._get_held_words())
            credential._set_state({"state": new})
        return True

    def action_lost(self):
        self.check_access("write")
        return self._end("lost")

    def action_stolen(self):
        self.check_access("write")
        return self._end("stolen")

    def action_return(self):
        """Brought back: the next one can have it."""
        self.check_access("write")
        return self._end("returned")
