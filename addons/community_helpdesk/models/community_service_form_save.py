import base64

from odoo import api, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.image import image_process

from ..tools.service_form import digest
from ..tools.service_form_read import UnreadableError, read_form


class CommunityServiceForm(models.Model):
    """A form that comes from the phone, all at once: it is sent, or nothing is kept."""

    _inherit = "community.service.form"

    @api.model
    def _save_from_phone(self, sent):
        """Make the form, or fill in the planned visit, and send it to the customer.

        The same form sent again, because the answer was lost on the way, is found.

        :param sent: what `tools/service_form_read.py` reads
        :return: community.service.form
        :raises UserError: in words for the officer
        """
        self.check_access("create")
        try:
            read = read_form(sent)
        except UnreadableError as error:
            raise UserError(
                self.env._("%(field)s cannot be read.", field=str(error))
            ) from error
        mark = digest(sent)
        known = self._find_sent(read["key"], mark)
        if known:
            return known
        # The same form twice at once: the later one waits, and is tried again by Odoo.
        self.env["community.service.record"]._lock_clock(self.env.user)
        self._check_to_save(read)
        form = self._find_planned(read["visit_id"])
        vals = self._prepare_from_phone(read)
        if form:
            # What was planned by others stays: officer, ticket, contract.
            form.write(vals)
        else:
            form = self.create(vals)
        form._add_rows(read)
        form._keep(
            {
                "client_key": read["key"],
                "client_digest": mark,
                "client_user_id": self.env.uid,
            }
        )
        form._send()
        return form

    def _find_sent(self, key, mark):
        """The form of a key that this user sent, whoever has it now.

        :raises UserError: when something else was sent with the key
        """
        domain = Domain("client_key", "=", key)
        domain &= Domain("client_user_id", "=", self.env.uid)
        # sudo: it may have been given to another officer meanwhile.
        found = self.sudo().search(domain, limit=1)
        if found and found.client_digest != mark:
            raise UserError(
                self.env._(
                    "This was sent already as %(number)s. Change it in On-Site Forms.",
                    number=found.number,
                )
            )
        return found.sudo(False)

    def _find_planned(self, visit_id):
        """The own visit that is filled in; it may be served meanwhile, or gone."""
        if not visit_id:
            return self.browse()
        form = self.search(
            [
                ("id", "=", visit_id),
                ("user_id", "=", self.env.uid),
                ("state", "in", ("planned", "draft")),
                ("client_key", "=", False),
            ]
        ).try_lock_for_update()
        if not form:
            raise UserError(
                self.env._(
                    "This visit was changed meanwhile. Send it as a new form, or ask "
                    "your head of support."
                )
            )
        return form

    def _check_to_save(self, read):
        """What the database would refuse, said before."""
        if not read["started"] or not read["ended"]:
            raise UserError(self.env._("Say when the service began and ended."))
        service = self._find_type(read["type_id"])
        asked = set(service.question_ids.ids)
        if not read["answers"].keys() <= asked:
            raise UserError(
                self.env._("The worksheet was changed meanwhile. Open the form anew.")
            )

    def _find_type(self, type_id):
        types = self.env["community.service.type"]
        found = types._get_for_company(self.env.company)
        chosen = found.filtered(lambda each: each.id == type_id)
        if not chosen:
            raise UserError(self.env._("Choose the type of service."))
        return chosen

    def _prepare_from_phone(self, read):
        latitude, longitude = read["position"] or (0.0, 0.0)
        return {
            "partner_id": self._find_customer(read["customer_id"]).id,
            "type_id": read["type_id"],
            "email": read["email"],
            "authorised_name": read["authorised"],
            "serial": read["serial"],
            "date_from": read["started"],
            "date_to": read["ended"],
            "arrived_at": read["arrived"],
            "departed_at": read["departed"],
            "travel_km": read["km"],
            "latitude": latitude,
            "longitude": longitude,
            "fee": read["fee"],
            "result": read["result"],
            "note": read["note"],
            "signature": read["signature"] or False,
            "signed_by": read["signed_by"],
        }

    def _add_rows(self, read):
        for answer in self.answer_ids:
            answer.value = read["answers"].get(answer.question_id.id, "")
        self.write(
            {
                "part_ids": [(5, 0, 0)]
                + [
                    (0, 0, {"name": name, "quantity": quantity})
                    for name, quantity in read["parts"]
                ],
                "photo_ids": [
                    (0, 0, {"kind": kind, "image": self._clean_photo(data)})
                    for kind, data in read["photos"]
                ],
            }
        )

    @api.model
    def _clean_photo(self, data):
        """The picture alone: where it was taken does not come along.

        :raises UserError: for what is no picture
        """
        try:
            picture = base64.b64decode(data)
            clean = image_process(
                picture,
                size=(1600, 1600),
                verify_resolution=True,
                quality=82,
                output_format="JPEG",
            )
        except (UserError, ValidationError, ValueError) as error:
            raise UserError(self.env._("A photo cannot be read.")) from error
        return base64.b64encode(clean)
