from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import plaintext2html

from ..tools.import_row import is_branch


class CommunityMemberImport(models.Model):
    """What a row becomes: a partner, and an assignment where somebody works."""

    _inherit = "community.member.import"

    def _prepare_partner(self, row, numbers):
        """Values of the row as `create` and `write` take them."""
        values = dict(row["values"])
        known = bool(row["partner_id"])
        main = values.get("member_category_id")
        categories = {*values.pop("member_category_ids", ()), *([main] if main else ())}
        for name, ids in (
            ("member_category_ids", categories),
            ("member_sector_ids", values.pop("member_sector_ids", ())),
        ):
            if ids:
                values[name] = [Command.link(id_) for id_ in sorted(ids)]
        if values.get("comment"):
            values["comment"] = plaintext2html(values["comment"])
        if values.get("unit_type") == "subsidiary":
            values["is_company"] = True
        payer = numbers.get(row["links"].get("payer"))
        if payer:
            values["payer_id"] = payer
        if row["place"]:
            values |= self._prepare_place(row, values, numbers, known)
        if known:
            values.pop("member_number", None)  # known by a number it had before
        else:
            values.setdefault("country_id", self.country_id.id)
        if self._is_member_row(values, main):
            values["in_member_register"] = True
        return values

    def _prepare_place(self, row, values, numbers, known):
        """The record above, and what core hands down from its firm."""
        above_id = numbers.get(row["place"])
        if not above_id:
            raise UserError(
                self.env._("There is no member %(number)s.", number=row["place"])
            )
        place = {"parent_id": above_id}
        if not known and not values.get("is_company"):
            # sudo: as core does when it hands down the tax number of a firm.
            above = self.env["res.partner"].sudo().browse(above_id)
            firm = above.commercial_partner_id
            terms = set(firm._company_dependent_commercial_fields())
            place |= {
                name: value
                for name, value in firm._get_commercial_values().items()
                if name not in terms and not firm._fields[name].groups
            }
        return place

    def _is_member_row(self, values, category_id):
        """Branches and employees are members only with a category or dates."""
        dates = ("membership_applied_on", "member_since", "membership_start")
        return (
            not is_branch(values)
            or bool(category_id)
            or any(values.get(name) for name in dates)
        )

    def _employ(self, rows):
        """Employees get an assignment, from the start of membership or today."""
        Assignment = self.env["community.member.assignment"]
        people = [row["partner_id"] for row in rows]
        there = {
            (assignment.person_id.id, assignment.unit_id.id)
            for assignment in Assignment.search(
                [("person_id", "in", people), ("left_on", "=", False)]
            )
        }
        today = fields.Date.context_today(self)
        Assignment.create(
            [
                {
                    "person_id": row["partner_id"],
                    "unit_id": row["prepared"]["parent_id"],
                    "function": row["values"].get("function"),
                    "date_from": min(
                        row["values"].get("membership_start") or str(today), str(today)
                    ),
                }
                for row in rows
                if (row["partner_id"], row["prepared"].get("parent_id")) not in there
                and row["prepared"].get("parent_id")
            ]
        )
