import { registry } from "@web/core/registry";

// The next ticket, its answer and its end: three steps besides typing.
registry.category("web_tour.tours").add("community_helpdesk_agent", {
    steps: () => [
        {
            content: "The overview counts it",
            trigger: ".o_ticket_overview [data-tile='unassigned']",
            run: "click",
        },
        {
            trigger: ".o_list_view button[name='action_take_next']",
            run: "click",
        },
        {
            content: "The ticket is open, with its conversation beside it",
            trigger: ".o_breadcrumb:contains('The gate does not open')",
        },
        {
            trigger: ".o_form_view .o_statusbar_buttons button:contains('Answer')",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name='body'] .odoo-editor-editable",
            run: "editor We open it now.",
        },
        {
            trigger: ".modal footer button.btn-primary",
            run: "click",
        },
        {
            content: "Said to the customer",
            trigger: "body:not(:has(.modal)) .o-mail-Message:contains('We open it now.')",
        },
        {
            trigger: "button[name='action_solve']",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Solved')",
        },
    ],
});
