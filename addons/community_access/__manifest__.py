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
        "data/ir_cron_night_data.xml",
        "report/community_access_muster_report.xml",
        "wizard/community_access_visit_correct_views.xml",
        "views/community_access_monitor_views.xml",
        "views/community_access_muster_views.xml",
        "views/community_access_visit_views.xml",
        "views/community_access_event_views.xml",
        "views/menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "community_access/static/src/monitor/**/*",
            "community_access/static/src/muster/**/*",
        ],
        "web.assets_tests": ["community_access/static/tests/tours/**/*"],
    },
    "application": True,
}
