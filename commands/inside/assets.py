"""Build the asset bundles into a template, so that no copy has to. For click-odoo."""

env["ir.qweb"]._pregenerate_assets_bundles()  # noqa: F821 - click-odoo gives env
env.cr.commit()  # noqa: F821
