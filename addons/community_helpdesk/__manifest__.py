{
    "name": "Community Help Desk",
    "summary": "Tickets, organisations and groups, routing, promises, service timers and "
    "on-site forms",
    "version": "19.0.1.0.0",
    "category": "Membership",
    "author": "Community Suite",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": ["community_subscription", "resource", "website"],
    "data": [
        "security/community_helpdesk_security.xml",
        "security/ir.model.access.csv",
        "security/ir_rule.xml",
        "data/ir_sequence_data.xml",
        "data/community_ticket_data.xml",
        "views/community_ticket_config_views.xml",
        "views/community_ticket_group_views.xml",
        "views/community_ticket_views.xml",
        "views/res_partner_helpdesk_views.xml",
        "views/menus.xml",
    ],
    "application": True,
}
