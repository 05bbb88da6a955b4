import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("community_subscription_member_changes_plan", {
    url: "/my",
    steps: () => [
        {
            content: "The home leads to the subscriptions",
            trigger: ".o_portal_my_home a[href='/my/contracts']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_community_contract_row:contains('Rider')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It stands in words how it is",
            trigger: ".o_community_standing:contains('In order')",
        },
        {
            trigger: ".o_community_manage a[href$='/plan']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".card:contains('Rider Plus') .o_community_choose",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "What is due now is said before",
            trigger: ".o_community_preview .o_community_sums",
        },
        {
            trigger: ".o_community_preview .o_community_confirm",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The page where the difference is paid",
            trigger: "#wrapwrap:contains('Pay')",
        },
    ],
});

registry.category("web_tour.tours").add("community_subscription_member_buys", {
    url: "/subscriptions",
    steps: () => [
        {
            trigger: ".o_community_plan:contains('Signed') a:contains('Choose')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_community_start .o_community_confirm",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Everything stands on the page before it is signed",
            trigger: ".o_community_accept:contains('Bring the horse back')",
        },
        {
            trigger: ".o_community_open_sign",
            run: "click",
        },
        {
            content: "Instead of drawing with the finger, the name is written out",
            trigger: ".modal.show .o_web_sign_auto_button",
            run: "click",
        },
        {
            trigger: ".modal.show canvas",
            run: async ({ anchor }) => {
                const isEmpty = () =>
                    !anchor
                        .getContext("2d")
                        .getImageData(0, 0, anchor.width, anchor.height)
                        .data.some((value) => value);
                while (isEmpty()) {
                    await new Promise((resolve) => setTimeout(resolve, 50));
                }
            },
        },
        {
            trigger: ".modal.show .o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The page where the first invoice is paid",
            trigger: "#wrapwrap:contains('Pay')",
        },
    ],
});
