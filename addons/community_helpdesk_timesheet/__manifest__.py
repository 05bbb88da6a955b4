{
    "name": "Community Help Desk and Timesheets",
    "summary": "Saved service time stands on the timesheet of its officer",
    "version": "19.0.1.0.0",
    "category": "Membership",
    "author": "Community Suite",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": [
        "community_helpdesk",
        "community_subscription_project",
        "hr_timesheet",
    ],
    "auto_install": True,
}
