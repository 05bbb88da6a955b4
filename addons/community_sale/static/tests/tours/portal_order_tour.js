import { registry } from "@web/core/registry";

const product = (name) => `.o_community_order_product:contains(${name})`;

registry.category("web_tour.tours").add("community_sale_employee_orders", {
    url: "/my",
    steps: () => [
        {
            content: "Ordering is one tap away",
            trigger: ".o_portal_my_home a[href='/my/order']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "One says at once whom the order goes to first",
            trigger: ".o_community_order:contains('goes first to Selin Ak')",
        },
        {
            trigger: `${product("Kask")} button[data-step='1']`,
            run: "click",
        },
        {
            trigger: `${product("Kask")} button[data-step='1']`,
            run: "click",
        },
        {
            content: "The pieces are counted",
            trigger: ".o_community_order_count:contains(2)",
        },
        {
            content: "What is in the basket stays there while one looks for more",
            trigger: ".o_community_order_form input[name='search']",
            run: "edit Eldiven",
        },
        {
            trigger: ".o_community_order_form [role='search'] button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: `.o_community_order_form:not(:has(.o_community_order_product:contains(Kask))) ${product(
                "Eldiven"
            )} button[data-step='1']`,
            run: "click",
        },
        {
            content: "Both are counted",
            trigger: ".o_community_order_count:contains(3)",
        },
        {
            trigger: ".o_community_order_bar button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_community_order_total:contains(225)",
        },
        {
            trigger: ".o_community_order_send textarea[name='note']",
            run: "edit Ring at the back door",
        },
        {
            content: "The button says where it goes",
            trigger: ".o_community_order_send button:contains('Send to Selin Ak')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_community_order .alert-success",
        },
        {
            trigger: ".o_community_order:contains('Waits for Selin Ak')",
        },
    ],
});
