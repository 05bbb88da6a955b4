from odoo.http import Request
from odoo.tests import HttpCase

from odoo.addons.mail.tests.common import mail_new_test_user

from .common import CommunityApprovalCommon


class ApprovalPortalCase(CommunityApprovalCommon, HttpCase):
    """Two of the board without backend, and one who has nothing to do with it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.board = cls._new_portal_user("board")
        cls.second_board = cls._new_portal_user("second_board")
        cls.stranger = cls._new_portal_user("stranger")
        cls._new_area(steps=[{"user_ids": [(4, cls.board.id)]}])

    @classmethod
    def _new_portal_user(cls, login):
        return mail_new_test_user(
            cls.env,
            login=f"approval_{login}",
            name=login.replace("_", " ").title(),
            groups="base.group_portal",
        )

    def _ask(self, value="GOLD", record=None):
        """A change that the maker asks for and that now waits."""
        record = record or self.partner
        self._as(self.maker, record).write({"ref": value})
        return self._pending(record)[:1]

    def _sign_in(self, user):
        login = user.login if user else None
        self.authenticate(login, login)

    def _post(self, url, **data):
        data.setdefault("csrf_token", Request.csrf_token(self))
        return self.url_open(url, data=data, allow_redirects=False)
