from odoo.tests import TransactionCase

from odoo.addons.mail.tests.common import mail_new_test_user


class CommunityApprovalCommon(TransactionCase):
    """A maker, two approvers, an auditor, a manager; contacts as what is controlled."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maker = cls._new_user("maker", "base.group_partner_manager")
        cls.approver = cls._new_user("approver")
        cls.second = cls._new_user("second")
        cls.bystander = cls._new_user("bystander", "base.group_partner_manager")
        cls.auditor = cls._new_user(
            "auditor", "community_approval.group_approval_auditor"
        )
        cls.manager = cls._new_user(
            "manager", "community_approval.group_approval_manager"
        )
        cls.partner = cls.env["res.partner"].create(
            {"name": "Nino Beridze", "ref": "SILVER", "comment": "<p>old</p>"}
        )
        cls.requests = cls.env["community.change.request"]

    @classmethod
    def _new_user(cls, login, groups="base.group_user", **values):
        return mail_new_test_user(
            cls.env,
            login=f"approval_{login}",
            name=login.title(),
            groups=f"base.group_user,{groups}",
            **values,
        )

    @classmethod
    def _new_area(cls, fields=("ref",), steps=None, model="res.partner", **line):
        """An area that is switched on.

        :param fields: names of controlled fields, or None for all of them
        :param steps: list of values of steps; one step of the approver by default
        """
        ir_model = cls.env["ir.model"]._get(model)
        line_values = {
            "model_id": ir_model.id,
            "all_fields": fields is None,
            "field_ids": [
                (4, cls.env["ir.model.fields"]._get(model, name).id)
                for name in fields or ()
            ],
            "on_write": fields is None or bool(fields),
            **line,
        }
        steps = steps or [{"user_ids": [(4, cls.approver.id)]}]
        area = cls.env["community.approval.area"].create(
            {
                "name": "Contacts",
                "line_ids": [(0, 0, line_values)],
                "step_ids": [
                    (0, 0, {"name": f"Step {n}", "sequence": n, **step})
                    for n, step in enumerate(steps, 1)
                ],
            }
        )
        area.enabled = True
        return area

    def _as(self, user, record=None):
        return (record or self.partner).with_user(user)

    def _pending(self, record=None):
        record = record or self.partner
        return self.requests.search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)]
        ).filtered(lambda change: change.state in ("pending", "returned"))
