from odoo import api, models, tools

from ..tools import box_report, box_wire

KNOWN_FIELDS = {"active", "company_id", "identifier", "salt", "state"}


class CommunityAccessBox(models.Model):
    """Who a box is and what its readers open, kept at hand in each process.

    Somebody stands at the gate and waits: what changes once a year is not asked for at
    each swipe. A change is known to all processes before they answer again.
    """

    _inherit = "community.access.box"

    def write(self, vals):
        result = super().write(vals)
        if KNOWN_FIELDS & set(vals):
            self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result

    @api.model
    @tools.ormcache()
    def _get_known(self):
        """{identifier: (id, company, token)} of all that are paired."""
        # sudo: what secrets follow from is compared here, and shown to nobody.
        boxes = self.sudo().search([("state", "=", "paired")])
        return {
            box.identifier: (box.id, box.company_id.id, box._derive_token(box.salt))
            for box in boxes
        }

    @api.model
    def _find_by_token(self, identifier, token):
        """The paired box that holds this token, in its company; none for others."""
        found = self._get_known().get(box_report.text(identifier))
        if not found:
            return self.browse()
        box, company, right = found
        if not box_wire.is_same(right, token):
            return self.browse()
        return self.browse(box).with_company(company)

    @tools.ormcache("self.id")
    def _get_readers(self):
        """{device: (gate, side)}; no side where one reader has both."""
        readers = {}
        for side, name in (("out", "device_out"), ("in", "device_in")):
            # sudo: a reader belongs to its gate, whoever is read.
            for gate in self.sudo().gate_ids.filtered(name)[::-1]:
                has_both = gate.device_in == gate.device_out
                readers[gate[name]] = gate.id, False if has_both else side
        return readers

    def _find_gate(self, device):
        """(gate, side) of a reader of this box; an empty gate for who has none."""
        gate, side = self._get_readers().get(device, (False, False))
        return self.env["community.access.gate"].browse(gate or []), side
