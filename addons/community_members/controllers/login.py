from odoo.http import request

from odoo.addons.web.controllers.home import Home


class MemberLogin(Home):
    def _login_redirect(self, uid, redirect=None):
        """The portal opens in the person's own language, whatever the log-in page was.

        The cookie of the log-in page would win over the language of the user.
        """
        # sudo: the language of the user who has just signed in.
        user_sudo = request.env["res.users"].sudo().browse(uid)
        if (
            user_sudo.share
            and user_sudo.lang in request.env["res.lang"]._get_frontend()
        ):
            request.future_response.set_cookie("frontend_lang", user_sudo.lang)
        return super()._login_redirect(uid, redirect=redirect)
