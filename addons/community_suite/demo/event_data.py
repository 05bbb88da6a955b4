"""The season of the two clubs: venues with their places on the map, and events."""

# name: (label, street, city, state, country, latitude, longitude)
VENUES = {
    "venue_clubhouse": (
        "Boğaz Riders Clubhouse",
        "Cevdet Paşa Caddesi 84, Bebek",
        "İstanbul",
        "base.state_tr_34",
        "base.tr",
        41.0769,
        29.0434,
    ),
    "venue_track": (
        "İstanbul Park",
        "Akfırat Mahallesi, Tuzla",
        "İstanbul",
        "base.state_tr_34",
        "base.tr",
        40.9517,
        29.4050,
    ),
    "venue_polonezkoy": (
        "Polonezköy Village Square",
        "Polonezköy, Beykoz",
        "İstanbul",
        "base.state_tr_34",
        "base.tr",
        41.1133,
        29.2078,
    ),
    "venue_caddebostan": (
        "Caddebostan Cultural Centre",
        "Haldun Taner Sokak 11, Kadıköy",
        "İstanbul",
        "base.state_tr_34",
        "base.tr",
        40.9687,
        29.0616,
    ),
    "venue_pool": (
        "Mziuri Pool",
        "37 Ilia Chavchavadze Avenue, Vake",
        "Tbilisi",
        False,
        "base.ge",
        41.7113,
        44.7551,
    ),
    "venue_lisi": (
        "Lisi Lake",
        "Lisi Lake, Saburtalo",
        "Tbilisi",
        False,
        "base.ge",
        41.7440,
        44.7361,
    ),
}

TYPES = {
    # name: (label, values, policy)
    "event_type_ride": (
        "Club Ride",
        {"audience": "members", "points_attendee": 20, "points_organizer": 60},
        "middle",
    ),
    "event_type_evening": (
        "Club Evening",
        {"points_attendee": 10, "points_organizer": 40, "points_volunteer": 25},
        "gentle",
    ),
    "event_type_track": (
        "Track Day",
        {
            "audience": "members",
            "points_attendee": 40,
            "points_organizer": 80,
            "points_volunteer": 50,
            "checkin_walk_in": False,
            "use_place": True,
            "place_radius": 1500,
        },
        "strict",
    ),
    "event_type_swim": (
        "Swim",
        {"audience": "members", "points_attendee": 15, "points_organizer": 45},
        "middle",
    ),
}

ABOUT = {  # what the website says, by template
    "event_type_ride": (
        "<h4>Ride with us</h4>"
        "<p>We set off together, ride in small groups and nobody is left behind: the "
        "last group keeps to the slowest of us. Come with a full tank, rain gear and "
        "your member card.</p>"
        "<p>Coffee and a short briefing half an hour before the start.</p>"
    ),
    "event_type_evening": (
        "<h4>An evening at the club</h4>"
        "<p>Old friends, new members, stories of the summer on the big screen, and "
        "something from the grill. Bring whom you like to ride with.</p>"
        "<p>Show the code of your ticket at the door, or scan ours on the screen.</p>"
    ),
    "event_type_track": (
        "<h4>A day on the track</h4>"
        "<p>Five sessions of twenty minutes with instructors, in three groups by "
        "experience. Leathers, gloves, boots and a helmet are a must; your motorcycle "
        "is looked at before the first session.</p>"
    ),
    "event_type_swim": (
        "<h4>Swim with us</h4>"
        "<p>Lanes for every pace, trainers at the edge and tea afterwards. Bring a cap "
        "and be there a quarter of an hour early.</p>"
    ),
}

# name: (label, template, venue, days from today, hour (UTC), hours, seats taken)
PAST = {
    "event_opening": (
        "Season Opening on the Bosphorus",
        "event_type_evening",
        "venue_clubhouse",
        -112,
        14,
        5,
        58,
    ),
    "event_polonezkoy": (
        "Breakfast Ride to Polonezköy",
        "event_type_ride",
        "venue_polonezkoy",
        -83,
        6,
        4,
        26,
    ),
    "event_track": (
        "Track Day at İstanbul Park",
        "event_type_track",
        "venue_track",
        -55,
        6,
        8,
        32,
    ),
    "event_first_aid": (
        "First Aid on the Road",
        "event_type_evening",
        "venue_caddebostan",
        -34,
        15,
        3,
        24,
    ),
    "event_night_ride": (
        "Night Ride along the Bosphorus",
        "event_type_ride",
        "venue_clubhouse",
        -13,
        17,
        3,
        35,
    ),
    "event_lisi": ("Open Water Swim", "event_type_swim", "venue_lisi", -41, 6, 3, 14),
    "event_gala": ("Swimming Gala", "event_type_swim", "venue_pool", -20, 10, 4, 20),
}
COMING = {
    "event_charity": (
        "Charity Ride for the Children's Hospital",
        "event_type_ride",
        "venue_clubhouse",
        9,
        7,
        5,
        24,
    ),
    "event_assos": (
        "Weekend Tour to Assos",
        "event_type_ride",
        "venue_clubhouse",
        23,
        5,
        36,
        11,
    ),
    "event_batumi": (
        "Batumi Bay Crossing: Meeting",
        "event_type_swim",
        "venue_pool",
        16,
        15,
        2,
        9,
    ),
}
TRAININGS = 4  # weekly, from the next one on
