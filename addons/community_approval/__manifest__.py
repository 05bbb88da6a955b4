{
    "name": "Community Approvals",
    "summary": "A second pair of eyes for any change of any model: areas, steps, "
    "change requests, decisions, log",
    "version": "19.0.1.0.0",
    "category": "Membership",
    "author": "Community Suite",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": ["mail", "portal"],
    "data": [
        "security/community_approval_security.xml",
        "security/ir.model.access.csv",
        "security/ir_rule.xml",
        "data/mail_activity_data.xml",
        "data/ir_cron_data.xml",
        "views/mail_templates.xml",
    ],
    "application": True,
}
