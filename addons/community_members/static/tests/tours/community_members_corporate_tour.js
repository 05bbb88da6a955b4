import { registry } from "@web/core/registry";

const page = (name) => `.o_notebook_headers a[name=${name}]`;
const addLine = (field) => `.o_field_widget[name=${field}] .o_field_x2many_list_row_add a`;

registry.category("web_tour.tours").add("community_members_corporate_tour", {
    url: "/odoo/members",
    steps: () => [
        {
            content: "Create a member",
            trigger: ".o_control_panel .o-kanban-button-new",
            run: "click",
        },
        {
            content: "It is a company",
            trigger: ".o_field_widget[name=company_type] input[data-value=company]",
            run: "click",
        },
        {
            // The field of a company takes the place of a person's: wait for it.
            content: "Name the company",
            trigger: "h1 .o_field_widget[name=name] :is(input, textarea)[placeholder*=Lumber]",
            run: "edit Boğaziçi Lojistik A.Ş.",
        },
        {
            content: "Choose the main category",
            trigger: ".o_field_widget[name=member_category_id] input",
            run: "edit Rider",
        },
        {
            trigger: ".o-autocomplete--dropdown-item a:contains(Rider)",
            run: "click",
        },
        {
            content: "Go to the branches",
            trigger: page("branches"),
            run: "click",
        },
        {
            content: "Add a branch",
            trigger: addLine("member_unit_ids"),
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit Kadıköy Şubesi",
        },
        {
            trigger: ".modal .o_field_widget[name=phone] input",
            run: "edit +90 216 555 00 01",
        },
        {
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "The branch is in the list",
            trigger: "body:not(:has(.modal)) .o_data_row:contains(Kadıköy Şubesi)",
        },
        {
            content: "Go to the employees",
            trigger: page("employees"),
            run: "click",
        },
        {
            content: "Add an employee",
            trigger: addLine("staff_assignment_ids"),
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=person_id] input",
            run: "edit Nino Beridze",
        },
        {
            trigger: ".modal .o_m2o_dropdown_option_create a",
            run: "click",
        },
        {
            content: "The employee may order",
            trigger: ".modal .o_field_widget[name=can_order] input",
            run: "click",
        },
        {
            trigger: ".modal .o_form_button_save",
            run: "click",
        },
        {
            content: "The employee and the right are in the list",
            trigger: "body:not(:has(.modal)) .o_data_row:contains(Nino Beridze):contains(Order)",
        },
        {
            content: "Save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "Admit the member",
            trigger: "button[name=action_renew_membership]:contains(Admit):enabled",
            run: "click",
        },
        {
            content: "It is a new member with a number",
            trigger: "div[name=member_identity]:contains(New):contains(No.)",
        },
    ],
});
