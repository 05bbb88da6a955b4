{
    "name": "Community Events, Sold on the Website",
    "summary": "Members' price in the cart of the website, for the own seat alone",
    "version": "19.0.1.0.0",
    "category": "Membership",
    "author": "Community Suite",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": ["community_events_sale", "website_event_sale"],
    "data": ["views/website_event_templates.xml"],
    "auto_install": True,
}
