import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("community_events_organizer_annuls", {
    steps: () => [
        {
            content: "One came, one was refused, one is to be looked at",
            trigger: ".o_community_live_tile[data-tile='came']:contains('1')",
        },
        { trigger: ".o_community_live_tile[data-tile='refused']:contains('1')" },
        { trigger: ".o_community_live_tile[data-tile='to_check']:contains('1')" },
        {
            content: "Annul who was let in with hints",
            trigger: "li[data-standing='flag'] button:contains('Annul')",
            run: "click",
        },
        {
            content: "The window says what will happen",
            trigger: ".modal [name='outcome']:contains('No longer attended')",
        },
        {
            trigger: ".modal [name='note'] input",
            run: "edit Was not in the room",
        },
        { trigger: "button[name='action_apply']:visible", run: "click" },
        {
            content: "The live screen follows at once",
            trigger: "li[data-standing='annulled']:contains('Ayşe Demir')",
        },
        { trigger: ".o_community_live_tile[data-tile='came']:contains('0')" },
    ],
});
