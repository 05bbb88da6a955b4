"""Scripts that Odoo's Python runs; only these import ``odoo``."""
