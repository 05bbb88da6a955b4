{
    "name": "Community Events and Sales",
    "summary": "Members' price of tickets, paid seats at the door, on the waiting "
    "list and when a seat is given back",
    "version": "19.0.1.0.0",
    "category": "Membership",
    "author": "Community Suite",
    "license": "AGPL-3",
    "website": "https://github.com/community-suite/community-suite",
    "depends": ["community_events", "event_sale"],
    "data": [
        "views/event_event_ticket_views.xml",
        "views/sale_order_views.xml",
    ],
    "auto_install": True,
}
