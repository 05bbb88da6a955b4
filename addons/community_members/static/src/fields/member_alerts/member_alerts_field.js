import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

export class MemberAlertsField extends Component {
    static template = "community_members.MemberAlertsField";
    static props = { ...standardFieldProps };

    get alerts() {
        return this.props.record.data[this.props.name] || [];
    }
}

registry.category("fields").add("member_alerts", {
    component: MemberAlertsField,
    displayName: _t("Alerts of a Member"),
    supportedTypes: ["json"],
});
