{
    "name": "Community Help Desk and Projects",
    "summary": "A ticket becomes a task and a task a ticket; each knows the other",
    "version": "19.0.1.0.0",
    "category": "Membership",
    "author": "Community Suite",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": ["community_helpdesk", "community_subscription_project"],
    "data": [
        "security/ir.model.access.csv",
        "security/ir_rule.xml",
        "wizard/community_ticket_task_make_views.xml",
        "views/community_ticket_views.xml",
        "views/project_task_views.xml",
    ],
    "auto_install": True,
}
