import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("community_access_open_once", {
    steps: () => [
        {
            content: "Who was refused is on the screen",
            trigger: "[data-last][data-tone='danger']:contains('Deniz Arslan')",
        },
        { trigger: "[data-counter='refused']:contains('1')" },
        { trigger: "[data-help='fix']:contains('Open Once')", run: "click" },
        {
            content: "Without a reason nothing opens",
            trigger: ".modal button[name='open']:disabled",
        },
        { trigger: ".modal button:contains('Pays at the desk now')", run: "click" },
        { trigger: ".modal button[name='open']:enabled", run: "click" },
        {
            content: "It says so, and keeps it",
            trigger: "[data-event]:contains('Opened by Staff')",
        },
        { trigger: "body:not(:has(.modal))" },
    ],
});

registry.category("web_tour.tours").add("community_access_muster", {
    steps: () => [
        { trigger: "button[name='start']", run: "click" },
        { trigger: "[data-count='missing']:contains('2')" },
        { trigger: "[data-person='Elif Kaya'] button[aria-pressed='false']", run: "click" },
        { trigger: "[data-person='Elif Kaya'] button[aria-pressed='true']" },
        { trigger: "[data-count='missing']:contains('1')" },
        { trigger: "button:contains('Missing')", run: "click" },
        { trigger: "body:not(:has([data-person='Elif Kaya'])) [data-person='Deniz Arslan']" },
        { trigger: "button[name='close']", run: "click" },
        { trigger: ".modal .btn-primary:contains('Close Muster')", run: "click" },
        { trigger: "button[name='another']" },
    ],
});
