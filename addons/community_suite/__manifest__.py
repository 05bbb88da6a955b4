{
    "name": "Community Suite",
    "summary": "Installs the whole suite for a club: members, sales, purchases, "
    "projects, analysis forms, website and portal",
    "version": "19.0.1.0.0",
    "category": "Membership",
    "author": "Community Suite contributors",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": [
        "community_members",
        "crm",
        "project",
        "purchase",
        "sale_management",
        "survey",
    ],
    "data": [
        "data/res_lang_data.xml",
        "views/menus.xml",
    ],
    "demo": [
        "demo/company.xml",
        "demo/users.xml",
        "demo/world.xml",
        "demo/portal_users.xml",
        "demo/pages.xml",
    ],
    "post_init_hook": "post_init_hook",
    "application": True,
}
