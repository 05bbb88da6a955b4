import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("community_members_member_edits_own_data", {
    url: "/my",
    steps: () => [
        {
            content: "The home says how things stand",
            trigger: ".o_community_standing:contains('In good standing')",
        },
        {
            content: "Everything about the membership is one tap away",
            trigger: ".o_portal_my_home a[href='/my/membership']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_community_portal a[href='/my/membership/edit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "A wrong address is told",
            trigger: ".o_community_edit_form input[name='email']",
            run: "edit nowhere",
        },
        {
            trigger: ".o_community_edit_form input[name='mobile']",
            run: "edit +90 532 555 01 02",
        },
        {
            trigger: ".o_community_edit_form button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#error_email",
        },
        {
            content: "What was typed is still there",
            trigger: ".o_community_edit_form input[name='mobile']:value('+90 532 555 01 02')",
        },
        {
            trigger: ".o_community_edit_form input[name='email']",
            run: "edit ayse.demir@example.com",
        },
        {
            trigger: ".o_community_edit_form button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_community_portal .alert-success",
        },
        {
            content: "The card is one tap away",
            trigger: ".o_community_portal a[href='/my/card']",
        },
    ],
});

registry.category("web_tour.tours").add("community_members_manager_adds_employee", {
    url: "/my/employees",
    steps: () => [
        {
            content: "Step 1",
            trigger: ".o_community_add",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Step 2",
            trigger: ".o_community_employee_form input[name='name']",
            run: "edit Nino Kapanadze",
        },
        {
            content: "Step 3",
            trigger: ".o_community_employee_form input[name='email']",
            run: "edit nino@example.com",
        },
        {
            content: "Step 4",
            trigger: ".o_community_employee_form input[name='can_see_invoices']",
            run: "click",
        },
        {
            content: "The invitation is previewed",
            trigger: ".o_community_preview_name:contains('Nino Kapanadze')",
        },
        {
            trigger: ".o_community_preview_rights:not(.d-none) li:contains('invoices')",
        },
        {
            content: "Step 5",
            trigger: ".o_community_employee_form button[type='submit']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_community_portal .alert-success",
        },
        {
            trigger: ".list-group:contains('Nino Kapanadze')",
        },
    ],
});
