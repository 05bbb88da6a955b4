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
        "community_project",
        "community_purchase",
        "community_sale",
        "community_survey",
        "crm",
        "sale_management",
    ],
    "data": [
        "data/res_lang_data.xml",
        "views/res_partner_actions.xml",
        "views/actions.xml",
        "views/menus.xml",
    ],
    "demo": [
        "demo/company.xml",
        "demo/users.xml",
        "demo/world.xml",
        "demo/portal_users.xml",
        "demo/website.xml",
        "demo/pages.xml",
    ],
    "post_init_hook": "post_init_hook",
    "application": True,
}
