import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/** Rows of label and value with a colour: why a check-in was judged so, what was seen. */
export class CheckinFactsField extends Component {
    static template = "community_events.CheckinFactsField";
    static props = { ...standardFieldProps };

    get rows() {
        return this.props.record.data[this.props.name] || [];
    }

    icon(level) {
        const icons = {
            danger: "fa-exclamation-circle text-danger",
            warning: "fa-exclamation-triangle text-warning",
            success: "fa-check text-success",
        };
        return icons[level] || "fa-circle-o text-muted";
    }
}

registry.category("fields").add("checkin_facts", {
    component: CheckinFactsField,
    displayName: _t("Facts of a Check-In"),
    supportedTypes: ["json"],
});
