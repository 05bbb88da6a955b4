{
    "name": "Community Members",
    "summary": "Individual and corporate members in one register: state by rules, "
    "branches, employees, relatives, cards, statements, portal",
    "version": "19.0.1.0.0",
    "category": "Membership",
    "author": "Community Suite contributors",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": ["account", "base_import", "partner_statement", "payment", "website"],
    "external_dependencies": {"python": ["openpyxl", "qrcode"]},
    "data": [
        "security/community_members_security.xml",
        "security/ir.model.access.csv",
        "security/ir_rule.xml",
        "data/ir_sequence_data.xml",
        "data/member_state_rule_data.xml",
        "data/member_relation_type_data.xml",
        "data/ir_cron_data.xml",
        "views/menus.xml",
    ],
    "application": True,
}
