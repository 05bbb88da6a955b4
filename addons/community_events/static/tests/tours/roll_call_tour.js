import { registry } from "@web/core/registry";

const card = (name) => `.o_kanban_record:contains('${name}')`;

registry.category("web_tour.tours").add("community_events_roll_call", {
    steps: () => [
        { trigger: "button:contains('Roll Call')", run: "click" },
        {
            content: "The window says whom it is about",
            trigger: ".modal [name='outcome']:contains('All 3 who came in')",
        },
        { trigger: ".modal button[name='action_draw']", run: "click" },
        {
            content: "Three names, none answered",
            trigger: "[name='headline']:contains('still open: 3')",
        },
        { trigger: `${card("Ayşe")} button[name='action_here']`, run: "click" },
        { trigger: `${card("Ayşe")} [data-answered]:contains('Here')` },
        { trigger: `${card("Deniz")} button[name='action_not_here']`, run: "click" },
        {
            content: "It asks once more before points go",
            trigger: ".modal:contains('The check-in is annulled') .btn-primary",
            run: "click",
        },
        { trigger: `${card("Deniz")} [data-answered]:contains('Not Here')` },
        { trigger: `${card("Can")} button[name='action_went_home']`, run: "click" },
        { trigger: `${card("Can")} [data-answered]:contains('Went Home')` },
        { trigger: "[name='headline']:contains('Not here: 1 of 3')" },
        { trigger: "button[name='action_ask_more']" },
    ],
});
