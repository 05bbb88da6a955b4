import { registry } from "@web/core/registry";

const TRIED = ".o_community_consequences:not([data-status='loading'])";
const LOOK = (number) => ({
    content: `Before, after and consequences of request ${number} are seen`,
    trigger: `.o_control_panel:contains('${number} / 10'), .o_pager_value:contains('${number}')`,
});

function approve(number) {
    return [
        LOOK(number),
        { trigger: `.o_community_change_lines td.o_community_after:contains('GOLD')` },
        { trigger: TRIED },
        { content: "One key", trigger: "button[name='action_approve']", run: "press Alt+a" },
    ];
}

/**
 * Steps a person takes: open the first (1), approve nine (9), reject the last with a
 * reason (2). Twelve.
 */
registry.category("web_tour.tours").add("community_approval_ten_requests", {
    steps: () => [
        {
            trigger: ".o_data_row:contains('SILVER'):contains('GOLD') td[name='name']",
            run: "click",
        },
        ...[1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap(approve),
        LOOK(10),
        { trigger: TRIED },
        { trigger: "button[name='action_reject']", run: "press Alt+r" },
        { trigger: ".modal div[name='reason'] textarea", run: "edit Not this one." },
        { trigger: ".modal button[name='action_decide']:contains('Reject')", run: "click" },
        {
            content: "Nothing waits any more",
            trigger: ".o_view_nocontent:contains('Nothing waits for your decision')",
        },
    ],
});

registry.category("web_tour.tours").add("community_approval_marks", {
    steps: () => [
        { trigger: ".o_form_view .o_breadcrumb:contains('Marked One')" },
        {
            trigger: "a.nav-link:contains('Sales & Purchase'), a[name='sales_purchases']",
            run: "click",
        },
        { trigger: "div[name='ref'] input", run: "edit GOLD" },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "The record is as it was, the banner says what waits",
            trigger: ".o_community_pending_banner:contains('GOLD'):contains('Maker')",
        },
        { trigger: "div[name='ref'] input:value('SILVER')" },
        { trigger: ".o_form_button_create", run: "click" },
        { trigger: ".o_form_view .o_breadcrumb:contains('New')" },
        { trigger: "div[name='name'] textarea, div[name='name'] input", run: "edit Marked Two" },
        { trigger: ".o_form_button_save", run: "click" },
        {
            content: "The request of the new record is shown instead of an error",
            trigger: ".o_community_request_form h1:contains('Marked Two')",
        },
    ],
});
