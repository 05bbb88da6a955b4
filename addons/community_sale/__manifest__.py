{
    "name": "Community Members and Sales",
    "summary": "Quotations and orders of the corporate tree on the member's screen",
    "version": "19.0.1.0.0",
    "category": "Membership",
    "author": "Community Suite",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": ["community_members", "sale"],
    "data": [
        "security/ir_rule.xml",
        "views/res_partner_views.xml",
    ],
    "auto_install": True,
}
