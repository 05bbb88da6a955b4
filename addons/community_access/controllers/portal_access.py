from werkzeug.exceptions import NotFound

from odoo.http import request

from odoo.addons.community_members.controllers.portal_membership import PRIVATE
from odoo.addons.portal.controllers.portal import CustomerPortal


class PortalAccess(CustomerPortal):
    """What the pages of visits and bands need: who asks, and for whom.

    Whatever is not his answers 404, as if it did not exist.
    """

    def _get_access_viewer(self):
        # sudo: of the user himself; `_get_access_people` says who else is his.
        return request.env.user.partner_id.sudo()

    def _get_person(self, number=""):
        """(person, all whom the user may choose); 404 for anybody else."""
        people_sudo = self._get_access_viewer()._get_access_people()
        if not number:
            return people_sudo[:1], people_sudo
        found_sudo = people_sudo.filtered(lambda person: str(person.id) == str(number))
        if not found_sudo:
            raise NotFound()
        return found_sudo, people_sudo

    def _get_credential(self, credential_id):
        """A band of the user or of a ward; 404 for any other."""
        people_sudo = self._get_access_viewer()._get_access_people()
        # A number that the database cannot hold belongs to nobody.
        if not 0 < credential_id < 2**31:
            raise NotFound()
        # sudo: found only among those that these people hold.
        found_sudo = (
            request.env["community.access.credential"]
            .sudo()
            .search(
                [
                    ("id", "=", credential_id),
                    ("partner_id", "in", people_sudo.ids),
                    ("company_id", "=", request.env.company.id),
                ]
            )
        )
        if not found_sudo:
            raise NotFound()
        return found_sudo

    def _render_access(self, template, person_sudo, people_sudo, **values):
        """A page that no cache keeps."""
        values = self._prepare_portal_layout_values() | {
            "person": person_sudo,
            "people": people_sudo,
            "is_self": person_sudo == self._get_access_viewer(),
            "self_person": self._get_access_viewer(),
            **values,
        }
        return request.render(f"community_access.{template}", values, headers=PRIVATE)

    def _get_tz(self):
        """The clock of the house; a member abroad reads when he was there."""
        # sudo: the clock of the company's first house is no secret.
        sites_sudo = request.env["community.access.site"].sudo()
        site_sudo = sites_sudo._get_default_site(request.env.company)
        return site_sudo.tz or request.env.user.tz or "UTC"
