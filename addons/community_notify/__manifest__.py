{
    "name": "Community Notices",
    "summary": "One notice over mail, SMS and WhatsApp, with consent, quiet hours, "
    "fallback and a delivery log",
    "version": "19.0.1.0.0",
    "category": "Membership",
    "author": "Community Suite",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": ["mail", "phone_validation", "sms_twilio"],
    "data": [
        "security/community_notify_security.xml",
        "security/ir.model.access.csv",
        "security/ir_rule.xml",
        "security/provider_rules.xml",
        "data/ir_cron_data.xml",
        "data/provider_cron_data.xml",
    ],
    "application": True,
}
