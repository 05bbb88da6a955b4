{
    "name": "Community Access",
    "summary": "Bands and cards, zones, gates, turnstiles through an IoT box, visits, "
    "wallet, lockers",
    "version": "19.0.1.0.0",
    "category": "Membership",
    "author": "Community Suite",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": ["bus", "community_subscription", "resource"],
    "data": [
        "security/community_access_security.xml",
        "security/ir.model.access.csv",
        "security/ir_rule.xml",
<<<<<<< HEAD
        "data/ir_cron_wallet_data.xml",
        "report/community_wallet_report.xml",
        "report/community_wallet_templates.xml",
        "views/community_wallet_views.xml",
        "views/community_wallet_entry_views.xml",
        "views/res_config_settings_wallet_views.xml",
        "views/res_partner_wallet_views.xml",
        "views/portal_templates_wallet.xml",
        "wizard/community_wallet_act_views.xml",
        "wizard/community_wallet_reverse_views.xml",
        "wizard/community_wallet_tie_views.xml",
=======
        "data/ir_cron_data.xml",
        "data/product_data.xml",
>>>>>>> main
        "views/menus.xml",
    ],
    "application": True,
}
