from dataclasses import replace

from odoo import fields, models
from odoo.exceptions import UserError

RESET_SECONDS = 60
FIRE_KINDS = ("fire_on", "fire_off")


class CommunityAccessBox(models.Model):
    """What the fire input of a box says."""

    _inherit = "community.access.box"

    is_fire = fields.Boolean(
        "Fire", readonly=True, copy=False, help="Its fire input was pulled."
    )

    def _set_fire(self, is_fire):
        """All gates of the house follow, those of other boxes too."""
        if self.is_fire == is_fire:
            return
        self.is_fire = is_fire
        self.gate_ids._follow_fire()
        if is_fire:
            self._tell_fire()
        else:
            self.message_post(body=self.env._("The fire is over; gates work as set."))

    def _tell_fire(self):
        """Once: the list of who is inside is opened, and the managers get a mail."""
        musters = self.env["community.access.muster"]
        for site in self.gate_ids.site_id:
            musters += musters._open(site)
        body = self.env._(
            "The fire input of %(box)s was pulled: every gate of the house is open. "
            "%(count)s people were inside; the list is under Muster.",
            box=self.name,
            count=sum(musters.mapped("person_count")),
        )
        self.message_notify(
            partner_ids=self._get_managers().partner_id.ids,
            subject=self.env._("Fire: %(box)s", box=self.name),
            body=body,
        )
        self.message_post(body=body)

    def _reset_fire(self):
        """Paired boxes say by themselves when they did; of others nothing comes."""
        for box in self:
            device = next(iter(box._get_readers()), None)
            if box.state == "paired" and device:
                box._send_command(device, "fire_reset", seconds=RESET_SECONDS)
            else:
                box.is_fire = False


class CommunityAccessEvent(models.Model):
    """Fire that a box reports."""

    _inherit = "community.access.event"

    def _follow_fire(self, box):
        """The last word of the box holds, also when it comes late."""
        told = self.filtered(lambda event: event.kind in FIRE_KINDS)
        if told:
            last = told.sorted(lambda event: (event.occurred_at, event.id))[-1]
            box._set_fire(last.kind == "fire_on")


class CommunityAccessGate(models.Model):
    """In a fire every gate of the house is open, until somebody says that it is over.

    The box whose input was pulled opens by itself at once. The other boxes of the house
    learn it as a mode of their gates, and keep it when the network goes.
    """

    _inherit = "community.access.gate"

    def _follow_fire(self):
        for site in self.site_id:
            # sudo: a fire opens whatever the reporting box may see.
            gates = self.sudo().search([("site_id", "=", site.id)])
            burning = gates.filtered("is_fire")
            if any(gates.box_id.mapped("is_fire")):
                (gates - burning).is_fire = True
            else:
                burning.is_fire = False

    def _to_door(self):
        door = super()._to_door()
        return replace(door, mode="free") if self.is_fire else door

    def action_reset_fire(self):
        """It is over: boxes close again once their input is quiet.

        A box refuses while its input is pulled; the journal of commands says so.
        """
        self.check_access("write")
        for gate in self:
            if not gate.is_fire:
                raise UserError(self.env._("There is no fire at this gate."))
        for site in self.site_id:
            gates = self.search([("site_id", "=", site.id)])
            gates.box_id.filtered("is_fire")._reset_fire()
            gates._follow_fire()
        return True
