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
        "data/community_locker_data.xml",
        "wizard/community_locker_views.xml",
        "views/community_locker_views.xml",
        "views/community_locker_bank_views.xml",
        "views/community_locker_use_views.xml",
        "views/community_locker_service_views.xml",
        "views/community_locker_rental_views.xml",
        "views/community_locker_opening_views.xml",
        "views/menus.xml",
        "views/community_locker_menus.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "community_access/static/src/locker_map/**/*",
        ],
    },
    "application": True,
}
