import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("community_access_member_band", {
    url: "/my",
    steps: () => [
        {
            content: "The home leads to the bands",
            trigger: ".o_portal_my_home a[href='/my/band']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It says in words what opens now",
            trigger: ".o_community_zone:contains('Open for you')",
        },
        {
            content: "Lost: open what is behind the word",
            trigger: ".o_community_band:contains('1042') .o_community_stop summary",
            run: "click",
        },
        {
            trigger: ".o_community_band:contains('1042') .o_community_lost",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It says that it is done",
            trigger: ".alert-success:contains('opens nothing')",
        },
        {
            trigger: ".o_community_make_qr",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The code of the phone",
            trigger: ".o_community_qr svg path[d^='M']",
        },
    ],
});
