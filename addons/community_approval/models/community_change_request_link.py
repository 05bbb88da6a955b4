"""Links in mails: signed for one person, one state of one request, some days."""

from odoo import api, models
from odoo.tools.misc import hash_sign, verify_hash_signed

SCOPE = "community_approval.decide"
VALID_HOURS = 72


class CommunityChangeRequest(models.Model):
    _inherit = "community.change.request"

    def _get_decide_url(self, user):
        """Address of the page where this person decides without logging in.

        The version of the request is signed with it, so that whatever happens to the
        request, a decision above all, ends the link.
        """
        self.ensure_one()
        token = hash_sign(
            self.sudo().env,  # sudo: the secret of the database
            SCOPE,
            {"request": self.id, "user": user.id, "version": self.version},
            expiration_hours=VALID_HOURS,
        )
        return f"{self.get_base_url()}/approvals/decide/{token}"

    @api.model
    def _open_decide_token(self, token):
        """The request in the environment of the person a link was made for.

        :return: empty when the link is forged, expired, used, or the person may not
            decide any more
        """
        nothing = self.browse()
        try:
            # sudo: the secret of the database
            content = verify_hash_signed(self.sudo().env, SCOPE, token or "")
        except (ValueError, IndexError):
            return nothing
        if not isinstance(content, dict):
            return nothing
        # sudo: only whether both still stand
        user = self.env["res.users"].sudo().browse(content["user"])
        # sudo: as above
        change = self.sudo().browse(content["request"]).exists()
        if not user.exists().active or not change:
            return nothing
        if change.version != content["version"] or change.state != "pending":
            return nothing
        change = change.with_user(user).sudo(False)
        return change if user.id in change._get_deciders().user_ids else nothing
