from odoo import api, models
from odoo.exceptions import AccessError, UserError

# What decides who reads it, and what they read.
CHOICE = frozenset(
    {"domain", "filter_id", "company_id", "purpose", "subject", "body_html", "sms_body"}
)
COURSE = frozenset(
    {
        "state",
        "started_at",
        "spread_at",
        "finished_at",
        "last_partner_id",
        "audience_count",
        "done_count",
    }
)


class CommunityNoticeBroadcast(models.Model):
    """Whose rights choose the readers, and what nobody writes by hand."""

    _inherit = "community.notice.broadcast"

    @api.model_create_multi
    def create(self, vals_list):
        self._check_course({key for vals in vals_list for key in vals})
        broadcasts = super().create(vals_list)
        broadcasts._check_responsible()
        return broadcasts

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        self._check_course(vals)
        if CHOICE & vals.keys():
            if any(broadcast.state != "draft" for broadcast in self):
                raise UserError(
                    self.env._("What is being sent or was sent stays as it is.")
                )
            # Whoever chooses the readers does so with his own rights.
            vals = {"user_id": self.env.uid, **vals}
        result = super().write(vals)
        if "user_id" in vals:
            self._check_responsible()
        return result

    def _check_course(self, names):
        """:raises UserError: when somebody writes what only buttons and jobs write"""
        if not self.env.su and COURSE & set(names):
            raise UserError(self.env._("This follows from the buttons of a broadcast."))

    def _check_responsible(self):
        """:raises AccessError: when somebody would send with another's rights"""
        if not self.env.su and self.user_id - self.env.user:
            raise AccessError(
                self.env._("You can be responsible for a broadcast yourself only.")
            )
