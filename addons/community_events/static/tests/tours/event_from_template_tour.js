import { registry } from "@web/core/registry";

const BUDGET = 8; // clicks and typed fields, from the template to points paid

const make = () => [
    {
        trigger: ".o-kanban-button-new",
        run: "click",
    },
    {
        trigger: ".o_form_view [name='name'] textarea",
        run: "edit Track Day in May",
    },
    {
        trigger: ".o_form_view [name='event_type_id'] input",
        run: "edit Guarded Track",
    },
    {
        trigger: ".o-autocomplete--dropdown-item:contains('Guarded Track Day')",
        run: "click",
    },
    {
        content: "The venue's screen is one click away, and it saves the event",
        trigger: "button[name='action_open_venue_screen']",
        run: "click",
    },
    { trigger: "button[name='action_open_live_checkin']" },
];

const close = () => [
    {
        trigger: "button[name='action_close']",
        run: "click",
    },
    { trigger: ".modal [name='outcome']" },
    {
        trigger: "button[name='action_apply']",
        run: "click",
    },
    { content: "The points are there", trigger: "button[name='action_open_points']" },
];

if ([...make(), ...close()].filter((step) => step.run).length > BUDGET) {
    throw new Error("Too many steps from the template to points paid");
}

registry.category("web_tour.tours").add("community_events_make_from_template", { steps: make });
registry.category("web_tour.tours").add("community_events_close", { steps: close });
