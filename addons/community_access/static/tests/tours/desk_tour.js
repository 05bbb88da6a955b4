import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("community_access_desk_gives_band", {
    steps: () => [
        {
            content: "One button above the bands",
            trigger:
                ".o_control_panel button:contains('Give Out'), .o_list_view button:contains('Give Out')",
            run: "click",
        },
        {
            content: "The reader types the number of the chip, as a keyboard does",
            trigger: ".modal [name='uid'] input",
            run: "edit 04:A2:B3:C4:D5:E6:80 && press Tab",
        },
        {
            content: "It says that it is a new one",
            trigger: ".modal [name='found']:contains('A new band')",
        },
        {
            trigger: ".modal [name='partner_id'] input",
            run: "edit Elif Kaya",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains('Elif Kaya')",
            run: "click",
        },
        {
            content: "One primary action",
            trigger: ".modal button[name='action_give']:enabled",
            run: "click",
        },
        { trigger: ".o_notification:contains('Elif Kaya')" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
