{
    "name": "Community Subscriptions and Projects",
    "summary": "Projects and tasks of a contract, their hours and costs in its profit",
    "version": "19.0.1.0.0",
    "category": "Membership",
    "author": "Community Suite",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": ["community_subscription", "project"],
    "data": [
        "views/community_contract_views.xml",
        "views/project_views.xml",
    ],
    "auto_install": True,
}
