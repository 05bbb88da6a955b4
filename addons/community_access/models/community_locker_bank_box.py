from odoo import fields, models

# So long a box may still open a door after somebody asked: who stands there, waits.
SECONDS = 15


class CommunityLockerBankBox(models.Model):
    """The locker controller of a bank, and the box that speaks to it."""

    _inherit = "community.locker.bank"

    box_id = fields.Many2one(
        "community.access.box",
        "IoT Box",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )

    _device_uniq = models.UniqueIndex(
        "(company_id, COALESCE(box_id, 0), device) WHERE device IS NOT NULL AND active",
        "This controller belongs to another bank already.",
    )

    def _send_door_command(self, lockers, do):
        """The box signs commands, and sends them when the transaction is committed.

        A box that is away hinders nobody: the desk opens with the key then.
        """
        sent = super()._send_door_command(lockers, do)
        # sudo: who may open a locker need not see the boxes.
        box = self.sudo().box_id
        if not lockers or not self.device or box.state != "paired":
            return sent
        numbers = lockers.mapped("number")
        if do == "locker_release_all":
            # Named one by one: those that are rented stay shut.
            box._send_command(self.device, do, args={"doors": numbers}, seconds=SECONDS)
            return True
        for number in numbers:
            box._send_command(self.device, do, args={"door": number}, seconds=SECONDS)
        return True
