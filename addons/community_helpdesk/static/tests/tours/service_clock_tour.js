import { registry } from "@web/core/registry";

// From any screen to the running clock in three steps, to saved time in three more.
registry.category("web_tour.tours").add("community_helpdesk_service_clock", {
    steps: () => [
        {
            trigger: ".o_community_clock_systray",
            run: "click",
        },
        {
            trigger: ".o_community_clock_start input",
            run: "edit ABC Holding",
        },
        {
            content: "Choosing the customer starts the clock",
            trigger: ".o-autocomplete--dropdown-item:contains('ABC Holding'):not(:contains(','))",
            run: "click",
        },
        {
            content: "The agreement is in sight",
            trigger: ".o_community_clock_running .badge:contains('In Force')",
        },
        {
            trigger: ".o_community_clock_systray .o_community_clock",
        },
        {
            content: "Stop asks for what is missing",
            trigger: "button[name='clock_stop']",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name='status_id'] input",
            run: "edit Gate Repair",
        },
        {
            trigger: ".o-autocomplete--dropdown-item:contains('Gate Repair')",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name='intervention'] textarea",
            run: "edit The reader was replaced.",
        },
        {
            trigger: ".modal button[name='action_save']",
            run: "click",
        },
        {
            content: "Saved, and the window closes",
            trigger: "body:not(:has(.modal)) .o_community_clock_systray i:not(.text-success)",
        },
    ],
});
