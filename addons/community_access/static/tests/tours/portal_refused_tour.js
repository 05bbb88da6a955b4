import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("community_access_refused_pays", {
    url: "/my",
    steps: () => [
        {
            content: "The home says why the gate did not open, and what helps",
            trigger: ".o_community_refusal:contains('The gate did not open') a[href='/my/pay']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "What is open, with one button to pay it",
            trigger: "form[action^='/my/contracts/'][action$='/pay'] button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The card that is known",
            trigger: "button[name='o_payment_submit_button']:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Thank you",
            trigger: "#wrapwrap:contains('Paid')",
        },
    ],
});
