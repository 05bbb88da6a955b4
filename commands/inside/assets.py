"""Build asset bundles into a template, so that no copy has to. For click-odoo.

Usage: click-odoo … assets.py [BUNDLE…]; without any, all that browser tests need.
"""

import sys

IrQweb = env["ir.qweb"]  # noqa: F821 - click-odoo gives env
if sys.argv[1:]:
    for name in sys.argv[1:]:
        bundle = IrQweb._get_asset_bundle(name, js=True, css=True)
        bundle.js()
        bundle.css()
else:
    IrQweb._pregenerate_assets_bundles()
env.cr.commit()  # noqa: F821
