from odoo import api, models


class CommunityPreparedMixin(models.AbstractModel):
    """Records that are created with values that somebody computed already.

    Under the context key `community_prepared` the fields named in `_prepared_fields`
    are stored as given: neither their inverses nor their computations run again. All
    other fields, those of add-ons unknown here among them, are computed as always.
    """

    _name = "community.prepared.mixin"
    _description = "Created with Computed Values"

    _prepared_fields = ()

    def _add_precomputed_values(self, vals_list):
        if not self.env.context.get("community_prepared"):
            return super()._add_precomputed_values(vals_list)
        self._restore_prepared_values(vals_list)
        super()._add_precomputed_values(vals_list)
        given = {self._fields[name] for name in self._prepared_fields}
        for vals in vals_list:
            # The ORM calls no inverse for what it believes to have computed itself.
            vals.setdefault("__precomputed__", set()).update(given)
        return None

    def _restore_prepared_values(self, vals_list):
        """Give back what the ORM takes out of every creation to compute it itself."""

    @api.model
    def _create(self, data_list):
        if self.env.context.get("community_prepared"):
            given = {
                field
                for name in self._prepared_fields
                for field in self.pool.field_computed.get(self._fields[name], ())
            }
            for data in data_list:
                data["protected"] |= given
        return super()._create(data_list)
