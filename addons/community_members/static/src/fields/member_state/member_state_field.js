import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

// One look per state wherever it is shown: green in order, amber soon, red act now, grey ended.
const LOOKS = {
    potential: ["text-bg-light border", "fa-user-o"],
    applicant: ["text-bg-info", "fa-envelope-open-o"],
    new: ["text-bg-success", "fa-star"],
    current: ["text-bg-success", "fa-check-circle"],
    grace: ["text-bg-warning", "fa-hourglass-half"],
    expired: ["text-bg-danger", "fa-calendar-times-o"],
    suspended: ["text-bg-danger", "fa-pause-circle"],
    resigned: ["text-bg-secondary", "fa-sign-out"],
    deceased: ["text-bg-dark", "fa-leaf"],
};

export class MemberStateField extends Component {
    static template = "community_members.MemberStateField";
    static props = { ...standardFieldProps };
    // Other states are shown the same way by another list of looks.
    static looks = LOOKS;

    get state() {
        return this.props.record.data[this.props.name];
    }

    get label() {
        const { selection } = this.props.record.fields[this.props.name];
        return selection.find(([value]) => value === this.state)?.[1];
    }

    get badgeClass() {
        return this.constructor.looks[this.state]?.[0] || "text-bg-light";
    }

    get icon() {
        return this.constructor.looks[this.state]?.[1] || "fa-question-circle";
    }
}

registry.category("fields").add("member_state", {
    component: MemberStateField,
    displayName: _t("State of a Member"),
    supportedTypes: ["selection"],
});
