"""A club with accounts and a plan, and contracts of its members, for several tests."""


def subscribe(env, company, partners, price):
    """:return: contracts of the partners, accepted today, due at once"""
    if not company.chart_template:
        env["account.chart.template"].try_loading(
            "generic_coa", company, install_demo=False
        )
    product = env["product.product"].create(
        {"name": "Dues", "type": "service", "list_price": price, "taxes_id": False}
    )
    plan = env["community.plan"].create(
        {
            "name": "Rider",
            "company_id": company.id,
            "track_profit": False,
            "require_signature": False,
            "line_ids": [(0, 0, {"product_id": product.id})],
        }
    )
    contracts = env["community.contract"].create(
        [
            {
                "plan_id": plan.id,
                "partner_id": partner.id,
                "company_id": company.id,
                "date_start": env["community.contract"]._get_today(),
            }
            for partner in partners
        ]
    )
    contracts._confirm()
    return contracts
