from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """People see the orders that they gave themselves, also without *See Orders*."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    for xmlid, path in (
        ("community_sale.sale_order_rule_portal_employee", ""),
        ("community_sale.sale_order_line_rule_portal_employee", "order_id."),
    ):
        rule = env.ref(xmlid, raise_if_not_found=False)
        old = f'("{path}partner_id", "=", user.partner_id.id)'
        new = f'"|", ("{path}ordered_by_id", "=", user.partner_id.id), {old}'
        if rule and "ordered_by_id" not in rule.domain_force:
            rule.domain_force = rule.domain_force.replace(old, new, 1)
