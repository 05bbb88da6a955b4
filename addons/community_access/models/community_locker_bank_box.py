from odoo import fields, models


class CommunityLockerBank(models.Model):
    """The box that works the doors of a bank."""

    _inherit = "community.locker.bank"

    box_id = fields.Many2one(
        "community.access.box",
        "IoT Box",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )

    def _send_door_command(self, lockers, do):
        # sudo: whoever opens a locker need not see the boxes.
        box = self.sudo().box_id
        if not (box and self.device and box.state == "paired"):
            return super()._send_door_command(lockers, do)
        numbers = lockers.mapped("number")
        if do == "locker_release_all":
            box._send_command(self.device, do, args={"doors": numbers})
        else:
            for number in numbers:
                box._send_command(self.device, do, args={"door": number})
        return True
