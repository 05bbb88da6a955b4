from odoo import SUPERUSER_ID, api

REPLACED = ("res_partner_bank_rule_not_of_members", "res_partner_bank_rule_finance")


def migrate(cr, version):
    """The two rules of groups gave way to one for everybody."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name in REPLACED:
        rule = env.ref(f"community_members.{name}", raise_if_not_found=False)
        if rule:
            rule.unlink()
