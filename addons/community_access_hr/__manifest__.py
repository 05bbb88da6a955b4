{
    "name": "Community Access and Attendance",
    "summary": "Bands of the staff write down when they come and go",
    "version": "19.0.1.0.0",
    "category": "Membership",
    "author": "Community Suite",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": ["community_access", "hr_attendance"],
    "data": ["views/community_access_zone_views.xml"],
    "auto_install": True,
}
