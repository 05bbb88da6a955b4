{
    "name": "Community Members and Sales",
    "summary": "Quotations and orders of the corporate tree on the member's screen; "
    "its people order on the portal, their manager agrees",
    "version": "19.0.1.1.0",
    "category": "Membership",
    "author": "Community Suite",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": ["community_members", "sale"],
    "data": [
        "security/ir_rule.xml",
        "data/mail_template_data.xml",
        "data/notice_data.xml",
        "data/approval_area_data.xml",
        "views/res_partner_views.xml",
        "views/product_template_views.xml",
        "views/sale_order_views.xml",
        "views/portal_templates_home.xml",
        "views/portal_templates_order.xml",
        "views/portal_templates_review.xml",
        "views/portal_templates_one.xml",
        "views/portal_templates_accept.xml",
        "views/menus.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "community_sale/static/src/interactions/**/*",
            "community_sale/static/src/scss/portal_order.scss",
        ],
        "web.assets_tests": ["community_sale/static/tests/tours/**/*"],
    },
    "auto_install": True,
}
