from odoo import models
from odoo.exceptions import UserError


class CommunityAccessCredentialLocker(models.Model):
    """A band that still shuts a locker is not taken back for somebody else."""

    _inherit = "community.access.credential"

    def _after_state(self, old, new):
        result = super()._after_state(old, new)
        if new == "returned":
            # sudo: what hinders the return is told to who takes the band back.
            uses = self.env["community.locker.use"].sudo()
            held = uses.search(
                [("credential_id", "=", self.id), ("released_at", "=", False)]
            )
            if held:
                raise UserError(
                    self.env._(
                        "This band still shuts locker %(locker)s. Open it first.",
                        locker=held.locker_id.display_name,
                    )
                )
        return result
