import base64
import io
import uuid
from datetime import timedelta

from PIL import Image

from odoo.tests import tagged

from .common_service import MORNING, ServiceCommon


def make_picture(size=(40, 20), kind="PNG"):
    """A white picture, base64 as text."""
    stream = io.BytesIO()
    Image.new("RGB", size, "white").save(stream, kind)
    return base64.b64encode(stream.getvalue()).decode()


@tagged("community", "post_install", "-at_install")
class ServiceFormCommon(ServiceCommon):
    """A type with a worksheet of two lines, and forms of the officer's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visit_type = cls.env["community.service.type"].create(
            {
                "name": "Boiler Service",
                "status_id": cls.repair.id,
                "fee": 150.0,
                "product_id": cls.help_product.id,
                "question_ids": [
                    (0, 0, {"name": "Pressure", "kind": "number", "is_required": True}),
                    (
                        0,
                        0,
                        {"name": "Colour", "kind": "choice", "choices": "Red\nBlue"},
                    ),
                ],
            }
        )
        cls.pressure, cls.colour = cls.visit_type.question_ids

    @classmethod
    def _forms(cls, user=None):
        forms = cls.env["community.service.form"]
        return forms.with_user(user or cls.service_officer)

    @classmethod
    def _new_form(cls, user=None, **values):
        """A form with all that the customer has to see."""
        vals = {
            "partner_id": cls.ali.id,
            "type_id": cls.visit_type.id,
            "authorised_name": "Ayşe Demir",
            "date_from": MORNING,
            "date_to": MORNING + timedelta(hours=2),
            "arrived_at": MORNING - timedelta(minutes=5),
            "departed_at": MORNING + timedelta(hours=2, minutes=5),
            "result": "The valve was changed.",
            "note": "Bring a longer pipe the next time.",
            "signature": make_picture(),
            "signed_by": "Ayşe Demir",
        }
        form = cls._forms(user).create(vals | values)
        answers = form.answer_ids
        answers.filtered(lambda each: each.kind == "number").value = "1.5"
        return form

    @classmethod
    def _sent(cls, **values):
        """A form that was sent, as the database sees it.

        :return: (community.service.form, community.service.version)
        """
        form = cls._new_form(**values)
        form.action_send()
        form = form.with_user(cls.env.user)
        return form, form.version_ids[:1]

    @classmethod
    def _approved(cls, score=9, **values):
        form, version = cls._sent(**values)
        version._approve(score)
        return form

    def _get_sent(self, **values):
        """What the phone sends."""
        return {
            "key": str(uuid.uuid4()),
            "visit_id": None,
            "customer_id": self.ali.id,
            "type_id": self.visit_type.id,
            "email": "office@abcholding.test",
            "authorised": "Ayşe Demir",
            "serial": "SN-42",
            "started": "2026-03-10T09:00:00Z",
            "ended": "2026-03-10T10:30:00Z",
            "arrived": "2026-03-10T08:55:00Z",
            "departed": "2026-03-10T10:35:00Z",
            "km": 12.5,
            "position": {"latitude": 41.01, "longitude": 28.97},
            "fee": 200.0,
            "result": "The valve was changed.",
            "note": "Bring a longer pipe.",
            "answers": {str(self.pressure.id): "1.5", str(self.colour.id): "Blue"},
            "parts": [{"name": "Valve", "quantity": 1}],
            "photos": [{"kind": "after", "data": make_picture((2000, 100), "JPEG")}],
            "signature": make_picture(),
            "signed_by": "Ayşe Demir",
            **values,
        }
