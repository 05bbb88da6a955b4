{
    "name": "Community Members and Purchases",
    "summary": "Offers received from members and orders given to them, on their screen",
    "version": "19.0.1.0.0",
    "category": "Membership",
    "author": "Community Suite",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": ["community_members", "purchase"],
    "data": [
        "security/ir_rule.xml",
        "views/res_partner_views.xml",
    ],
    "auto_install": True,
}
