import { registry } from "@web/core/registry";

// From the app to the invoices in four clicks: menu, entry, preview, invoices.
registry.category("web_tour.tours").add("community_subscription_treasurer_bills", {
    url: "/odoo/subscriptions-overview",
    steps: () => [
        {
            content: "The morning says what is to be invoiced",
            trigger: ".o_community_overview [data-tile='to_bill']:contains('2')",
        },
        {
            trigger:
                "[data-menu-xmlid='community_subscription.community_subscription_menu_billing']",
            run: "click",
        },
        {
            trigger: "[data-menu-xmlid='community_subscription.community_subscription_menu_bill']",
            run: "click",
        },
        {
            trigger: "button[name='action_prepare']:contains('Show What Is Due')",
            run: "click",
        },
        {
            content: "What will be invoiced is said before",
            trigger: ".o_form_view .o_field_widget[name='bill_count']:contains('2')",
        },
        {
            trigger: "button[name='action_bill']",
            run: "click",
        },
        {
            content: "What was invoiced is what was said",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains('Done')",
        },
        {
            trigger: "button[name='action_open_moves']:contains('2')",
        },
    ],
});
