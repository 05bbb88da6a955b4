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
        "data/ir_cron_data.xml",
        "data/product_data.xml",
        "views/menus.xml",
        "data/notice_access_data.xml",
        "views/portal_templates_access.xml",
        "views/portal_templates_visits.xml",
        "views/portal_templates_band.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "community_access/static/src/portal/**/*",
            "community_access/static/src/scss/portal_access.scss",
        ],
        "web.assets_tests": ["community_access/static/tests/tours/**/*"],
    },
    "application": True,
}
