{
    "name": "Community Subscription",
    "summary": "Plans and contracts, payment schedule, invoicing, automatic charge, "
    "dunning, holds, profitability",
    "version": "19.0.1.0.0",
    "category": "Membership",
    "author": "Community Suite",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": [
        "account_payment",
        "calendar",
        "community_members",
        "spreadsheet_dashboard",
    ],
    "external_dependencies": {"python": ["num2words"]},
    "data": [
        "security/community_subscription_security.xml",
        "security/ir.model.access.csv",
        "security/ir_rule.xml",
        "data/ir_sequence_data.xml",
        "wizard/community_revenue_deferral_views.xml",
        "views/community_revenue_month_views.xml",
        "views/menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["community_subscription/static/tests/tours/**/*"],
    },
    "application": True,
}
