import { registry } from "@web/core/registry";

const FORM = ".o_community_apply_form";

registry.category("web_tour.tours").add("community_members_stranger_applies", {
    url: "/membership/apply",
    steps: () => [
        {
            content: "The extra fields of a category come with the choice",
            trigger: `${FORM} label:contains('Rider') input[name='category_id']:not(:checked), ${FORM} input[name='category_id']:checked`,
            run: "click",
        },
        {
            trigger: `${FORM} .o_community_extras:not([hidden]) select`,
            run: "selectByLabel Vespa",
        },
        { trigger: `${FORM} input[name='name']`, run: "edit Deniz Er" },
        { trigger: `${FORM} input[name='email']`, run: "edit nowhere" },
        { trigger: `${FORM} input[name='agree']`, run: "click" },
        {
            trigger: `${FORM} button[type='submit']`,
            run: "click",
            expectUnloadPage: true,
        },
        { content: "The wrong field is named", trigger: "#error_email" },
        {
            content: "What was typed is still there",
            trigger: `${FORM} input[name='name']:value('Deniz Er')`,
        },
        { trigger: `${FORM} input[name='email']`, run: "edit deniz@example.com" },
        {
            trigger: `${FORM} button[type='submit']`,
            run: "click",
            expectUnloadPage: true,
        },
        { trigger: "h1:contains('look into your mailbox')" },
    ],
});

registry.category("web_tour.tours").add("community_members_officer_accepts", {
    url: "/odoo/applications",
    steps: () => [
        {
            content: "The inbox shows who waits",
            trigger: ".o_kanban_record:contains('Nehir Toprak')",
            run: "click",
        },
        {
            content: "Everything is on one screen; accept",
            trigger: ".o_statusbar_buttons button:contains('Accept')",
            run: "click",
        },
        {
            content: "The letter is read before it is sent",
            trigger: ".modal .o_community_letter:contains('Your next steps')",
        },
        {
            trigger: ".modal-footer button:contains('Accept and Send')",
            run: "click",
        },
        { trigger: ".o_statusbar_status .o_arrow_button_current:contains('Accepted')" },
    ],
});
