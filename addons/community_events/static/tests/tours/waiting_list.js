import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");

tours.add("community_events_member_registers", {
    url: "/event",
    steps: () => [
        {
            trigger: "a:contains('Regatta')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "button[data-bs-target='#modal_ticket_registration']:visible",
            run: "click",
        },
        {
            trigger: "#modal_ticket_registration .a-submit:enabled",
            run: "click",
        },
        {
            trigger: "#modal_attendees_registration button[type=submit]:visible",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_wereg_confirmed",
        },
    ],
});

tours.add("community_events_member_waits", {
    url: "/event",
    steps: () => [
        {
            trigger: "a:contains('Regatta')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_community_waiting button:contains('Join the waiting list'):visible",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_community_waiting:contains('number 1'):visible",
        },
    ],
});

tours.add("community_events_member_gives_back", {
    url: "/my",
    steps: () => [
        {
            content: "The next event stands on the home",
            trigger: ".o_community_next_events a:contains('Regatta')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_community_event_qr",
        },
        {
            trigger: ".o_community_event_steps a[href$='/cancel']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It says what happens",
            trigger:
                "form:contains('first on the waiting list') button:contains('Give my seat back')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_community_event:contains('given back'):contains('Cancelled')",
        },
    ],
});

tours.add("community_events_member_takes_the_seat", {
    url: "/my",
    steps: () => [
        {
            trigger: ".o_community_next_events a:contains('Take it by')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_community_waiting button:contains('Take the seat')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_community_event_row:contains('Regatta'):contains('Registered')",
        },
    ],
});
