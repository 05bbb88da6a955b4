import { registry } from "@web/core/registry";

// On a telephone: ask, see where it stands, add something, close it.
registry.category("web_tour.tours").add("community_helpdesk_member", {
    steps: () => [
        {
            trigger: ".o_community_types label:contains('Problem')",
            run: "click",
        },
        {
            trigger: "input[name='subject']",
            run: "edit The water is cold",
        },
        {
            trigger: "textarea[name='text']",
            run: "edit Since Monday.",
        },
        {
            trigger: ".o_community_ticket_form button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It has come, and stands at its first step",
            trigger: ".o_community_step_here[aria-current='step']",
        },
        {
            trigger: "textarea[name='text']",
            run: "edit Only in the left shower.",
        },
        {
            trigger: "form[action$='/answer'] button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#said:contains('Only in the left shower.')",
        },
        {
            trigger: "form[action$='/close'] button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".alert-success:contains('Closed')",
        },
    ],
});
